/* Answers with as many bytes as `bytes` says, one letter repeated. */
#include "arguments.h"
#include "json-tool.h"

TOOLS("{\"tools\":[{\"name\":\"big-output\",\"description\":\"Answers at length.\","
      "\"inputSchema\":{\"type\":\"object\",\"required\":[\"bytes\"],"
      "\"properties\":{\"bytes\":{\"type\":\"integer\",\"minimum\":0}}}}]}")

static outcome call_tool(text name, text arguments) {
  (void)name;
  u32 length = (u32)number_argument(arguments, LITERAL("bytes"), 0);
  char *bytes = allocate(length, 1);
  __builtin_memset(bytes, 'x', length);
  return succeed((text){bytes, length});
}
