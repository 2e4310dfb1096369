/* The `json-tool` world by hand: `describe` and `call`. */
#include "decode.h"
#include "digests.h"
#include "json.h"

/* As the canonical ABI stores `result<string, string>`. */
typedef struct {
  uint8_t is_error;
  bytes text;
} outcome;

static const char definition[] = {
#embed "definition.json"
};

__attribute__((export_name("describe"))) bytes *describe(void) {
  static bytes text;
  text = (bytes){(const uint8_t *)definition, sizeof definition};
  return &text;
}

static outcome *fail(const char *why) {
  static outcome result;
  uint32_t length = 0;
  while (why[length] != 0) length++;
  result = (outcome){1, {(const uint8_t *)why, length}};
  return &result;
}

static uint8_t answer[512];
static uint32_t answered;

static void add(bytes text) {
  for (uint32_t i = 0; i < text.length; i++) answer[answered++] = text.data[i];
}

static void add_hex(const uint8_t *data, uint32_t length) {
  for (uint32_t i = 0; i < length; i++) {
    answer[answered++] = (uint8_t) "0123456789abcdef"[data[i] >> 4];
    answer[answered++] = (uint8_t) "0123456789abcdef"[data[i] & 15];
  }
}

static void add_number(uint32_t value) {
  uint8_t digits[10];
  uint32_t at = 10;
  do digits[--at] = (uint8_t)('0' + value % 10);
  while ((value /= 10) != 0);
  add((bytes){digits + at, 10 - at});
}

/* Adds `"name":"hex"` and says whether the checksum is the expected one, in either letter case. */
static bool add_checksum(bytes name, const uint8_t *data, uint32_t length, bytes expected) {
  add(name);
  uint32_t start = answered;
  add_hex(data, length);
  bool matches = expected.length == 2 * length;
  for (uint32_t i = 0; matches && i < expected.length; i++) {
    uint8_t c = expected.data[i];
    if (c >= 'A' && c <= 'F') c |= 32;
    matches = c == answer[start + i];
  }
  add(LITERAL("\""));
  return matches;
}

static bool add_word(bytes name, uint32_t word, bytes expected) {
  uint8_t big_endian[4] = {(uint8_t)(word >> 24), (uint8_t)(word >> 16), (uint8_t)(word >> 8), (uint8_t)word};
  return add_checksum(name, big_endian, 4, expected);
}

__attribute__((export_name("call"))) outcome *call(const uint8_t *name, uint32_t name_length, const uint8_t *json,
                                                    uint32_t json_length) {
  if (!same_bytes((bytes){name, name_length}, LITERAL("checksum"))) return fail("This component has only `checksum`.");
  bytes data = {NULL, 0}, encoding = LITERAL("utf-8"), expected = {NULL, 0};
  const string_member members[] = {
      {LITERAL("data"), &data}, {LITERAL("encoding"), &encoding}, {LITERAL("expected"), &expected}};
  const char *problem = read_object((bytes){json, json_length}, members, 3);
  if (problem != NULL) return fail(problem);
  if (data.data == NULL) return fail("The argument `data` is missing.");
  if (same_bytes(encoding, LITERAL("hex"))) {
    if (!decode_hex(data, &data)) return fail("`data` is no hexadecimal text: pairs of 0-9, a-f expected.");
  } else if (same_bytes(encoding, LITERAL("base64"))) {
    if (!decode_base64(data, &data)) return fail("`data` is no Base64 text (RFC 4648).");
  } else if (!same_bytes(encoding, LITERAL("utf-8"))) {
    return fail("`encoding` is none of utf-8, hex, base64.");
  }
  uint8_t digest[32];
  sha256(data, digest);
  answered = 0;
  add(LITERAL("{\"bytes\":"));
  add_number(data.length);
  bytes match = LITERAL("null");
  if (add_checksum(LITERAL(",\"sha256\":\""), digest, 32, expected)) match = LITERAL("\"sha256\"");
  if (add_word(LITERAL(",\"crc32\":\""), crc32(data), expected)) match = LITERAL("\"crc32\"");
  if (add_word(LITERAL(",\"adler32\":\""), adler32(data), expected)) match = LITERAL("\"adler32\"");
  if (expected.data != NULL) {
    add(LITERAL(",\"matches\":"));
    add(match);
  }
  add(LITERAL("}"));
  static outcome result;
  result = (outcome){0, {answer, answered}};
  return &result;
}
