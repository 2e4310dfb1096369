/*
 * Tries every door of `wasi:sockets` and names the error code of each: a TCP connection to
 * 127.0.0.1 at `port`, a UDP socket, and a look-up of `name`.
 */
#include "answer.h"
#include "arguments.h"
#include "json-tool.h"

TOOLS("{\"tools\":[{\"name\":\"sockets\",\"description\":\"Tries to open sockets.\",\"inputSchema\":{\"type\":\"object\","
      "\"properties\":{\"port\":{\"type\":\"integer\"},\"name\":{\"type\":\"string\"}}},"
      "\"outputSchema\":{\"type\":\"object\",\"required\":[\"tcp\",\"connect\",\"udp\",\"lookup\"]}}]}")

/* `result<own<…>, error-code>`. */
typedef struct {
  u8 is_error;
  union {
    u32 handle;
    u8 code;
  };
} made;

/* `result<_, error-code>`. */
typedef struct {
  u8 is_error;
  u8 code;
} done;

/* `result<option<ip-address>, error-code>`. */
typedef struct {
  u8 is_error;
  u16 payload[10];
} next;

#define NETWORK "wasi:sockets/instance-network@0.2.3"
#define LOOKUP "wasi:sockets/ip-name-lookup@0.2.3"

IMPORT(NETWORK, "instance-network") u32 instance_network(void);
IMPORT("wasi:sockets/tcp-create-socket@0.2.3", "create-tcp-socket") void create_tcp(u32 family, made *socket);
IMPORT("wasi:sockets/udp-create-socket@0.2.3", "create-udp-socket") void create_udp(u32 family, made *socket);
IMPORT("wasi:sockets/tcp@0.2.3", "[method]tcp-socket.start-connect")
void start_connect(u32 socket, u32 network, u32 family, u32 port, u32 a, u32 b, u32 c, u32 d, u32 unused_1,
                   u32 unused_2, u32 unused_3, u32 unused_4, u32 unused_5, u32 unused_6, done *answer);
IMPORT(LOOKUP, "resolve-addresses") void resolve(u32 network, const char *name, u32 length, made *stream);
IMPORT(LOOKUP, "[method]resolve-address-stream.resolve-next-address") void resolve_next(u32 stream, next *answer);

static const text codes[] = {
    LITERAL("unknown"), LITERAL("access-denied"), LITERAL("not-supported"), LITERAL("invalid-argument"),
    LITERAL("out-of-memory"), LITERAL("timeout"), LITERAL("concurrency-conflict"), LITERAL("not-in-progress"),
    LITERAL("would-block"), LITERAL("invalid-state"), LITERAL("new-socket-limit"), LITERAL("address-not-bindable"),
    LITERAL("address-in-use"), LITERAL("remote-unreachable"), LITERAL("connection-refused"),
    LITERAL("connection-reset"), LITERAL("connection-aborted"), LITERAL("datagram-too-large"),
    LITERAL("name-unresolvable"), LITERAL("temporary-resolver-failure"), LITERAL("permanent-resolver-failure")};

#define add_result(json, failed, code) add_json_string(json, (failed) ? codes[code] : LITERAL("ok"))

static outcome call_tool(text name, text arguments) {
  (void)name;
  answer json = {0, 0, 0};
  u32 network = instance_network();
  made socket;
  add_literal(&json, "{\"tcp\":");
  create_tcp(0, &socket);
  add_result(&json, socket.is_error, socket.code);
  add_literal(&json, ",\"connect\":");
  done connected = {1, 1};
  u32 port = (u32)number_argument(arguments, LITERAL("port"), 80);
  if (!socket.is_error) start_connect(socket.handle, network, 0, port, 127, 0, 0, 1, 0, 0, 0, 0, 0, 0, &connected);
  add_result(&json, connected.is_error, connected.code);
  add_literal(&json, ",\"udp\":");
  create_udp(0, &socket);
  add_result(&json, socket.is_error, socket.code);
  add_literal(&json, ",\"lookup\":");
  text host = text_argument(arguments, LITERAL("name"));
  made stream;
  resolve(network, host.data, host.length, &stream);
  next address = {0, {0}};
  if (!stream.is_error) resolve_next(stream.handle, &address);
  add_result(&json, stream.is_error || address.is_error,
             stream.is_error ? stream.code : (u8)address.payload[0]);
  add_literal(&json, "}");
  return succeed(finish(&json));
}
