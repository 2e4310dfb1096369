/*
 * Does one operation of `wasi:filesystem` and answers `{"ok": true, …}` or `{"error": "<error-code>"}`.
 * `path` is taken under the preopen named `root` (default: the first). `roots` lists the preopens.
 */
#include "answer.h"
#include "arguments.h"
#include "json-tool.h"
#include "error-codes.h"
#include "wasi-filesystem.h"

TOOLS("{\"tools\":[{\"name\":\"fs-probe\",\"description\":\"Does one file operation.\","
      "\"inputSchema\":{\"type\":\"object\",\"required\":[\"op\"],\"properties\":{"
      "\"op\":{\"enum\":[\"roots\",\"open\",\"read\",\"read-stream\",\"write\",\"write-stream\",\"append\",\"list\",\"count\","
      "\"stat\",\"mkdir\",\"rmdir\",\"unlink\",\"readlink\",\"rename\",\"link\",\"symlink\",\"set-size\",\"set-times\","
      "\"exhaust\",\"foreign\",\"fill-folder\",\"race-open\",\"race-handle\",\"use-dropped\"]},"
      "\"root\":{\"type\":\"string\"},\"path\":{\"type\":\"string\"},\"to\":{\"type\":\"string\"},"
      "\"to-root\":{\"type\":\"string\"},\"data\":{\"type\":\"string\"},\"size\":{\"type\":\"integer\"},"
      "\"offset\":{\"type\":\"integer\"},\"follow\":{\"type\":\"integer\"},\"open-flags\":{\"type\":\"integer\"},"
      "\"flags\":{\"type\":\"integer\"}}},\"outputSchema\":{\"type\":\"object\"}}]}")

enum { READ = 1, WRITE = 2, MUTATE = 32, CREATE = 1, DIRECTORY = 2, TRUNCATE = 8 };
enum { BUSY = 4, NO_ENTRY = 20, NOT_DIRECTORY = 24, NOT_PERMITTED = 31 };

static answer json;

static outcome succeeded(void) {
  add_literal(&json, "}");
  return succeed(finish(&json));
}

static outcome refused(u8 code) {
  json.length = 0;
  add_literal(&json, "{\"error\":");
  add_json_string(&json, error_codes[code]);
  return succeeded();
}

static outcome reported(done result) { return result.is_error ? refused(result.code) : succeeded(); }

/* The preopen of this path, the first when the path is empty; absent, 0xffffffff. */
static u32 find_root(text path) {
  preopens list;
  get_directories(&list);
  for (u32 i = 0; i < list.count; i++) {
    if (path.length == 0 || same_text(list.items[i].path, path)) return list.items[i].descriptor;
  }
  return 0xffffffff;
}

static outcome list_roots(void) {
  preopens list;
  get_directories(&list);
  add_literal(&json, ",\"roots\":[");
  for (u32 i = 0; i < list.count; i++) {
    if (i > 0) add_literal(&json, ",");
    add_json_string(&json, list.items[i].path);
  }
  add_literal(&json, "]");
  return succeeded();
}

static outcome list_entries(u32 directory) {
  made stream;
  read_directory(directory, &stream);
  if (stream.is_error) return refused(stream.code);
  add_literal(&json, ",\"entries\":[");
  for (u32 count = 0;; count++) {
    entry item;
    read_entry(stream.handle, &item);
    if (item.is_error) return refused(item.code);
    if (!item.is_some) break;
    if (count > 0) add_literal(&json, ",");
    add_json_string(&json, item.name);
  }
  add_literal(&json, "]");
  return succeeded();
}

static outcome add_chunk(chunk data) {
  if (data.is_error) return refused(data.code);
  add_literal(&json, ",\"data\":");
  add_json_string(&json, data.data);
  return succeeded();
}

static outcome add_status(status found) {
  if (found.is_error) return refused(found.code);
  add_literal(&json, ",\"type\":");
  add_json_string(&json, descriptor_types[found.type]);
  add_literal(&json, ",\"size\":");
  add_number(&json, found.size);
  return succeeded();
}

static outcome transferred(transfer result, int with_data) {
  if (result.is_error) return fail(result.is_closed ? LITERAL("closed") : LITERAL("last-operation-failed"));
  if (!with_data) return succeeded();
  return add_chunk((chunk){0, {.data = result.data}});
}

static outcome refused_after(u8 code, u64 count) {
  json.length = 0;
  add_literal(&json, "{\"error\":");
  add_json_string(&json, error_codes[code]);
  add_literal(&json, ",\"count\":");
  add_number(&json, count);
  return succeeded();
}

/* Opens `path` `times` times without closing; counts what was opened, and gives the last error. */
static outcome exhaust(u32 root, text path, u64 times) {
  u64 opened = 0;
  u8 code = 0;
  for (u64 i = 0; i < times; i++) {
    made file;
    open_at(root, 1, path.data, path.length, 0, READ, &file);
    if (file.is_error) code = file.code;
    else opened++;
  }
  return refused_after(code, opened);
}

/* Makes empty files with the names 0, 1, 2, … in a folder until that is refused. */
static outcome fill_folder(u32 root) {
  for (u64 count = 0;; count++) {
    made file;
    json.length = 0;
    add_number(&json, count);
    open_at(root, 0, json.data, json.length, CREATE, WRITE, &file);
    if (file.is_error) return refused_after(file.code, count);
    drop_descriptor(file.handle);
  }
}

#include "races.h"
#include "operations.h"

static outcome call_tool(text name, text arguments) {
  (void)name;
  json.length = 0;
  add_literal(&json, "{\"ok\":true");
  text op = text_argument(arguments, LITERAL("op"));
  if (same_text(op, LITERAL("roots"))) return list_roots();
  if (same_text(op, LITERAL("foreign"))) {
    status found;
    stat_self(12345, &found);
    return add_status(found);
  }
  u32 root = find_root(text_argument(arguments, LITERAL("root")));
  if (root == 0xffffffff) return fail(LITERAL("no such root"));
  text path = text_argument(arguments, LITERAL("path"));
  if (same_text(op, LITERAL("exhaust"))) {
    return exhaust(root, path, number_argument(arguments, LITERAL("size"), 2000));
  }
  if (same_text(op, LITERAL("fill-folder"))) return fill_folder(root);
  for (u32 i = 0; i < sizeof(path_operations) / sizeof(path_operations[0]); i++) {
    if (same_text(op, path_operations[i].name)) return path_operations[i].run(root, path, arguments);
  }
  for (u32 i = 0; i < sizeof(file_operations) / sizeof(file_operations[0]); i++) {
    if (same_text(op, file_operations[i].name)) return on_open_file(root, path, arguments, file_operations[i]);
  }
  return fail(LITERAL("no such operation"));
}
