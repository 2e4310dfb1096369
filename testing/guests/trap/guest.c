/* Executes `unreachable`. */
#include "json-tool.h"

TOOLS("{\"tools\":[{\"name\":\"trap\",\"description\":\"Traps.\",\"inputSchema\":{\"type\":\"object\"}}]}")

static outcome call_tool(text name, text arguments) {
  (void)name;
  __builtin_trap();
  return succeed(arguments);
}
