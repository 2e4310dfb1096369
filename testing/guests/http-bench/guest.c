/*
 * Makes `count` requests, one after the other, over `wasi:http`, so that a client can time them: `GET http://authority/path`
 * with each body read to its end. Answers with the bytes that came, or with -1 where a request failed.
 */
#include "answer.h"
#include "arguments.h"
#include "json-tool.h"

TOOLS("{\"tools\":[{\"name\":\"http-bench\",\"description\":\"Makes requests in a loop.\","
      "\"inputSchema\":{\"type\":\"object\"},\"outputSchema\":{\"type\":\"object\"}}]}")

#define TYPES "wasi:http/types@0.2.12"
#define STREAMS "wasi:io/streams@0.2.12"
#define POLL "wasi:io/poll@0.2.12"
#define REQUEST "[method]outgoing-request."

IMPORT(TYPES, "[constructor]fields") u32 new_fields(void);
IMPORT(TYPES, "[constructor]outgoing-request") u32 new_request(u32 fields);
IMPORT(TYPES, REQUEST "set-scheme") u32 set_scheme(u32 request, u32 some, u32 scheme, const char *other, u32 length);
IMPORT(TYPES, REQUEST "set-authority") u32 set_authority(u32 request, u32 some, const char *data, u32 length);
IMPORT(TYPES, REQUEST "set-path-with-query") u32 set_path(u32 request, u32 some, const char *data, u32 length);
IMPORT("wasi:http/outgoing-handler@0.2.12", "handle")
void handle(u32 request, u32 some, u32 options, u8 *result);
IMPORT(TYPES, "[method]future-incoming-response.subscribe") u32 subscribe(u32 future);
IMPORT(TYPES, "[method]future-incoming-response.get") void get(u32 future, u8 *result);
IMPORT(TYPES, "[method]incoming-response.consume") void consume(u32 response, u8 *result);
IMPORT(TYPES, "[method]incoming-body.stream") void open_stream(u32 body, u8 *result);
IMPORT(STREAMS, "[method]input-stream.blocking-read") void blocking_read(u32 stream, u64 length, u8 *result);
IMPORT(POLL, "[method]pollable.block") void block(u32 pollable);
IMPORT(POLL, "[resource-drop]pollable") void drop_pollable(u32 pollable);
IMPORT(STREAMS, "[resource-drop]input-stream") void drop_stream(u32 stream);
IMPORT(TYPES, "[resource-drop]incoming-body") void drop_body(u32 body);
IMPORT(TYPES, "[resource-drop]incoming-response") void drop_response(u32 response);
IMPORT(TYPES, "[resource-drop]future-incoming-response") void drop_future(u32 future);

enum { HTTP = 0 };

/* A result in memory: its discriminant comes first, and what it holds at an offset that its largest case sets. */
static u32 held_at(const u8 *result, u32 offset) { return *(const u32 *)(result + offset); }

static u64 __attribute__((aligned(8))) space[32];
static u8 *const result = (u8 *)space;

/* The response to a request, by its handle; 0 where it failed. */
static u32 answer_to(u32 request) {
  handle(request, 0, 0, result);
  if (result[0] != 0) return 0;
  u32 future = held_at(result, 8);
  u32 pollable = subscribe(future);
  block(pollable);
  drop_pollable(pollable);
  /* option<result<result<response, error-code>>>, each aligned to the 8 bytes of the error's largest case. */
  get(future, result);
  u32 response = result[0] == 1 && result[8] == 0 && result[16] == 0 ? held_at(result, 24) : 0;
  drop_future(future);
  return response;
}

/* The bytes of a response's body. */
static u64 size_of(u32 response) {
  u64 size = 0;
  u32 heap = heap_end;
  consume(response, result);
  u32 body = held_at(result, 4);
  open_stream(body, result);
  u32 stream = held_at(result, 4);
  for (;;) {
    blocking_read(stream, 65536, result);
    if (result[0] != 0) break;
    size += held_at(result, 8);
  }
  drop_stream(stream);
  drop_body(body);
  drop_response(response);
  heap_end = heap;
  return size;
}

static answer json;

static outcome call_tool(text name, text arguments) {
  (void)name;
  text authority = text_argument(arguments, LITERAL("authority"));
  text path = text_argument(arguments, LITERAL("path"));
  u64 count = number_argument(arguments, LITERAL("count"), 0);
  u64 bytes = 0;
  for (u64 done = 0; done < count; done++) {
    u32 request = new_request(new_fields());
    set_scheme(request, 1, HTTP, 0, 0);
    set_authority(request, 1, authority.data, authority.length);
    set_path(request, 1, path.data, path.length);
    u32 response = answer_to(request);
    if (response == 0) return succeed(LITERAL("{\"bytes\":-1}"));
    bytes += size_of(response);
  }
  add_literal(&json, "{\"bytes\":");
  add_number(&json, bytes);
  add_literal(&json, "}");
  return succeed(finish(&json));
}
