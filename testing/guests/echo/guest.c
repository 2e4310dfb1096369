/* Answers with its own arguments, as structured JSON. */
#include "json-tool.h"

TOOLS("{\"tools\":[{\"name\":\"echo\",\"description\":\"Answers with its arguments.\","
      "\"inputSchema\":{\"type\":\"object\",\"additionalProperties\":true},"
      "\"outputSchema\":{\"type\":\"object\",\"additionalProperties\":true}}]}")

static outcome call_tool(text name, text arguments) {
  (void)name;
  return succeed(arguments);
}
