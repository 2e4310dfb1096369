/* Writes `bytes` bytes to standard output, a line of 4,096 a time, and answers; without `bytes` it never ends. */
#include "arguments.h"
#include "json-tool.h"

TOOLS("{\"tools\":[{\"name\":\"flood\",\"description\":\"Floods standard output.\",\"inputSchema\":{\"type\":\"object\","
      "\"properties\":{\"bytes\":{\"type\":\"integer\",\"minimum\":0}}}}]}")

#define LINE 4096u
#define STREAMS "wasi:io/streams@0.2.3"

IMPORT("wasi:cli/stdout@0.2.3", "get-stdout") u32 get_stdout(void);
IMPORT(STREAMS, "[method]output-stream.blocking-write-and-flush")
void write_and_flush(u32 stream, const char *data, u32 length, u8 *result);

static outcome call_tool(text name, text arguments) {
  (void)name;
  static char line[LINE];
  u8 result[12];
  __builtin_memset(line, 'f', LINE - 1);
  line[LINE - 1] = '\n';
  u64 bytes = number_argument(arguments, LITERAL("bytes"), ~0ull);
  u32 stream = get_stdout();
  for (u64 written = 0; written < bytes; written += LINE) write_and_flush(stream, line, LINE, result);
  return succeed(LITERAL("flooded"));
}
