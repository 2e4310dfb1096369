/*
 * Opens resources of the kind `what` and never drops them: `streams`, `pollables`, or `fields` that hold
 * 24 KiB each. Stops at `count`; with `drop` set to 1 it drops each one and never stops.
 */
#include "arguments.h"
#include "json-tool.h"

TOOLS("{\"tools\":[{\"name\":\"hoard\",\"description\":\"Keeps what it opens.\",\"inputSchema\":{\"type\":\"object\","
      "\"required\":[\"what\"],\"properties\":{\"what\":{\"enum\":[\"streams\",\"pollables\",\"fields\"]},"
      "\"count\":{\"type\":\"integer\",\"minimum\":0},\"drop\":{\"type\":\"integer\"}}}}]}")

#define FIELD 8000u
#define HTTP "wasi:http/types@0.2.3"

IMPORT("wasi:cli/stdout@0.2.3", "get-stdout") u32 get_stdout(void);
IMPORT("wasi:io/streams@0.2.3", "[resource-drop]output-stream") void drop_stream(u32 stream);
IMPORT("wasi:clocks/monotonic-clock@0.2.3", "subscribe-duration") u32 subscribe_duration(u64 nanoseconds);
IMPORT("wasi:io/poll@0.2.3", "[resource-drop]pollable") void drop_pollable(u32 pollable);
IMPORT(HTTP, "[constructor]fields") u32 new_fields(void);
IMPORT(HTTP, "[method]fields.append")
void append(u32 fields, const char *name, u32 name_length, const u8 *value, u32 value_length, u8 *result);
IMPORT(HTTP, "[resource-drop]fields") void drop_fields(u32 fields);

static u32 full_fields(void) {
  static u8 value[FIELD];
  u8 result[4];
  __builtin_memset(value, 'v', FIELD);
  u32 fields = new_fields();
  for (u32 i = 0; i < 3; i++) append(fields, "x", 1, value, FIELD, result);
  return fields;
}

static outcome call_tool(text name, text arguments) {
  (void)name;
  text what = text_argument(arguments, LITERAL("what"));
  u64 count = number_argument(arguments, LITERAL("count"), ~0ull);
  u64 drops = number_argument(arguments, LITERAL("drop"), 0);
  for (u64 opened = 0; opened < count; opened++) {
    if (same_text(what, LITERAL("streams"))) {
      u32 stream = get_stdout();
      if (drops) drop_stream(stream);
    } else if (same_text(what, LITERAL("pollables"))) {
      u32 pollable = subscribe_duration(opened);
      if (drops) drop_pollable(pollable);
    } else {
      u32 fields = full_fields();
      if (drops) drop_fields(fields);
    }
  }
  return succeed(LITERAL("kept"));
}
