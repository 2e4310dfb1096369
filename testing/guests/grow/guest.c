/* Grows its memory, 16 pages of 64 KiB a time, until that is refused, and says how far it came. */
#include "answer.h"
#include "json-tool.h"

TOOLS("{\"tools\":[{\"name\":\"grow\",\"description\":\"Grows its memory until refused.\","
      "\"inputSchema\":{\"type\":\"object\"},"
      "\"outputSchema\":{\"type\":\"object\",\"required\":[\"pages\"],"
      "\"properties\":{\"pages\":{\"type\":\"integer\"}}}}]}")

static outcome call_tool(text name, text arguments) {
  (void)name;
  (void)arguments;
  answer json = {0, 0, 0};
  add_literal(&json, "{\"pages\":");
  while (__builtin_wasm_memory_grow(0, 16) != (unsigned long)-1) {
  }
  add_number(&json, __builtin_wasm_memory_size(0));
  add_literal(&json, "}");
  return succeed(finish(&json));
}
