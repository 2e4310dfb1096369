/* Answers with the text of its argument `text`, as it is; as an error when `fail` is 1. */
#include "arguments.h"
#include "json-tool.h"

TOOLS("{\"tools\":[{\"name\":\"say\",\"description\":\"Answers with a text.\",\"inputSchema\":{\"type\":\"object\","
      "\"required\":[\"text\"],\"properties\":{\"text\":{\"type\":\"string\"},\"fail\":{\"type\":\"integer\"}}}}]}")

static outcome call_tool(text name, text arguments) {
  (void)name;
  text said = text_argument(arguments, LITERAL("text"));
  return number_argument(arguments, LITERAL("fail"), 0) == 1 ? fail(said) : succeed(said);
}
