/*
 * Reads both clocks and asks for random bytes (`bytes`, default 16), having waited `wait-ms` on a
 * pollable when that is given. `monotonic` holds three readings in a row, the last after the wait.
 */
#include "answer.h"
#include "arguments.h"
#include "json-tool.h"

TOOLS("{\"tools\":[{\"name\":\"clock-random\",\"description\":\"Reads clocks and randomness.\","
      "\"inputSchema\":{\"type\":\"object\",\"properties\":{"
      "\"bytes\":{\"type\":\"integer\",\"minimum\":0},\"wait-ms\":{\"type\":\"integer\",\"minimum\":0}}},"
      "\"outputSchema\":{\"type\":\"object\",\"required\":[\"seconds\",\"nanoseconds\",\"monotonic\",\"random\",\"u64\"]}}]}")

typedef struct {
  u64 seconds;
  u32 nanoseconds;
} datetime;

typedef struct {
  const u8 *data;
  u32 length;
} bytes;

IMPORT("wasi:clocks/wall-clock@0.2.3", "now") void wall_now(datetime *now);
IMPORT("wasi:clocks/monotonic-clock@0.2.3", "now") u64 monotonic_now(void);
IMPORT("wasi:clocks/monotonic-clock@0.2.3", "subscribe-duration") u32 subscribe_duration(u64 nanoseconds);
IMPORT("wasi:io/poll@0.2.3", "[method]pollable.block") void block(u32 pollable);
IMPORT("wasi:io/poll@0.2.3", "[resource-drop]pollable") void drop_pollable(u32 pollable);
IMPORT("wasi:random/random@0.2.3", "get-random-bytes") void random_bytes(u64 length, bytes *random);
IMPORT("wasi:random/random@0.2.3", "get-random-u64") u64 random_u64(void);

/* Numbers of 64 bits travel as JSON strings: beyond 2^53 JSON numbers are not exact. */
static void add_quoted(answer *json, u64 value) {
  add_literal(json, "\"");
  add_number(json, value);
  add_literal(json, "\"");
}

static outcome call_tool(text name, text arguments) {
  (void)name;
  datetime wall;
  bytes random;
  answer json = {0, 0, 0};
  u64 wait = number_argument(arguments, LITERAL("wait-ms"), 0);
  wall_now(&wall);
  add_literal(&json, "{\"seconds\":");
  add_number(&json, wall.seconds);
  add_literal(&json, ",\"nanoseconds\":");
  add_number(&json, wall.nanoseconds);
  add_literal(&json, ",\"monotonic\":[");
  add_quoted(&json, monotonic_now());
  add_literal(&json, ",");
  add_quoted(&json, monotonic_now());
  add_literal(&json, ",");
  if (wait > 0) {
    u32 pollable = subscribe_duration(wait * 1000000);
    block(pollable);
    drop_pollable(pollable);
  }
  add_quoted(&json, monotonic_now());
  random_bytes(number_argument(arguments, LITERAL("bytes"), 16), &random);
  add_literal(&json, "],\"random\":\"");
  add_hex(&json, random.data, random.length);
  add_literal(&json, "\",\"u64\":");
  add_quoted(&json, random_u64());
  add_literal(&json, "}");
  return succeed(finish(&json));
}
