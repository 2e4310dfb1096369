/* Counts its calls in a variable: every answer is 1 where no state passes from call to call. */
#include "answer.h"
#include "json-tool.h"

TOOLS("{\"tools\":[{\"name\":\"state\",\"description\":\"Counts its calls.\",\"inputSchema\":{\"type\":\"object\"},"
      "\"outputSchema\":{\"type\":\"object\",\"required\":[\"count\"],"
      "\"properties\":{\"count\":{\"type\":\"integer\"}}}}]}")

static u32 count;

static outcome call_tool(text name, text arguments) {
  (void)name;
  (void)arguments;
  answer json = {0, 0, 0};
  count++;
  add_literal(&json, "{\"count\":");
  add_number(&json, count);
  add_literal(&json, "}");
  return succeed(finish(&json));
}
