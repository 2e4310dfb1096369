/* Calls itself as deep as `depth` says (default: without end in practice). */
#include "answer.h"
#include "arguments.h"
#include "json-tool.h"

TOOLS("{\"tools\":[{\"name\":\"recurse\",\"description\":\"Calls itself.\",\"inputSchema\":{\"type\":\"object\","
      "\"properties\":{\"depth\":{\"type\":\"integer\",\"minimum\":0}}}}]}")

/* Neither a tail call nor associative, so no compiler turns it into a loop. */
__attribute__((noinline)) static u32 descend(u32 depth) {
  if (depth == 0) return 1;
  u32 below = descend(depth - 1);
  return (below << 1) ^ (below >> 3) ^ depth;
}

static outcome call_tool(text name, text arguments) {
  (void)name;
  answer words = {0, 0, 0};
  add_number(&words, descend((u32)number_argument(arguments, LITERAL("depth"), 0xffffffff)));
  return succeed(finish(&words));
}
