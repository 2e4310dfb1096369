/*
 * Calls one imported function by name, past every language's types: `first` is its first value (a handle,
 * for a method), all others are 0. Without `function` it gives the names of all.
 */
#include "answer.h"
#include "arguments.h"
#include "json-tool.h"
#include "imports.h"

TOOLS("{\"tools\":[{\"name\":\"every-import\",\"description\":\"Calls an imported function.\",\"inputSchema\":"
      "{\"type\":\"object\",\"properties\":{\"function\":{\"type\":\"string\"},\"first\":{\"type\":\"integer\"}}},"
      "\"outputSchema\":{\"type\":\"object\"}}]}")

enum { COUNT = sizeof(import_names) / sizeof(import_names[0]) };

static outcome list_names(void) {
  answer json = {0, 0, 0};
  add_literal(&json, "{\"functions\":[");
  for (u32 i = 0; i < COUNT; i++) {
    if (i > 0) add_literal(&json, ",");
    add_json_string(&json, import_names[i]);
  }
  add_literal(&json, "]}");
  return succeed(finish(&json));
}

static outcome call_tool(text name, text arguments) {
  (void)name;
  text wanted = text_argument(arguments, LITERAL("function"));
  if (wanted.length == 0) return list_names();
  for (u32 i = 0; i < COUNT; i++) {
    if (!same_text(import_names[i], wanted)) continue;
    u64 values[16] = {number_argument(arguments, LITERAL("first"), 0)};
    call_import(i, values);
    return succeed(LITERAL("{\"returned\":true}"));
  }
  return fail(LITERAL("no such function"));
}
