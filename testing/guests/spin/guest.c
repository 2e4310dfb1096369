/* Computes for ever, without a host call and without growing. */
#include "json-tool.h"

TOOLS("{\"tools\":[{\"name\":\"spin\",\"description\":\"Never answers.\",\"inputSchema\":{\"type\":\"object\"}}]}")

static volatile u32 turns;

static outcome call_tool(text name, text arguments) {
  (void)name;
  for (;;) turns++;
  return succeed(arguments);
}
