/* Imports an interface that no KAMI offers. */
#include "answer.h"
#include "json-tool.h"

TOOLS("{\"tools\":[{\"name\":\"unknown-import\",\"description\":\"Needs what is not there.\","
      "\"inputSchema\":{\"type\":\"object\"}}]}")

IMPORT("acme:thing/stuff@1.0.0", "poke") u32 poke(void);

static outcome call_tool(text name, text arguments) {
  (void)name;
  (void)arguments;
  answer words = {0, 0, 0};
  add_number(&words, poke());
  return succeed(finish(&words));
}
