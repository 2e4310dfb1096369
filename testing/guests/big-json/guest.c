/* Answers with structured JSON of about as many bytes as `bytes` says: a list of zeros. */
#include "arguments.h"
#include "json-tool.h"

TOOLS("{\"tools\":[{\"name\":\"big-json\",\"description\":\"Answers with a long list.\","
      "\"inputSchema\":{\"type\":\"object\",\"required\":[\"bytes\"],"
      "\"properties\":{\"bytes\":{\"type\":\"integer\",\"minimum\":16}}},"
      "\"outputSchema\":{\"type\":\"object\",\"required\":[\"list\"],"
      "\"properties\":{\"list\":{\"type\":\"array\"}}}}]}")

static const text opening = LITERAL("{\"list\":[0");
static const text closing = LITERAL("]}");

static outcome call_tool(text name, text arguments) {
  (void)name;
  u32 zeros = ((u32)number_argument(arguments, LITERAL("bytes"), 16) - opening.length - closing.length) / 2;
  u32 length = opening.length + 2 * zeros + closing.length;
  char *json = allocate(length, 1);
  __builtin_memcpy(json, opening.data, opening.length);
  for (u32 at = opening.length; at < length - closing.length; at += 2) json[at] = ',', json[at + 1] = '0';
  __builtin_memcpy(json + length - closing.length, closing.data, closing.length);
  return succeed((text){json, length});
}
