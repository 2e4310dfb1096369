/* Its `describe` answers with a text that is no JSON. */
#include "json-tool.h"

TOOLS("{\"tools\":[{\"name\":")

static outcome call_tool(text name, text arguments) {
  (void)name;
  return succeed(arguments);
}
