/* Builds the text of an answer, piece by piece, in one growing allocation. */
#ifndef KAMI_GUEST_ANSWER_H
#define KAMI_GUEST_ANSWER_H

#include "canonical-abi.h"

typedef struct {
  char *data;
  u32 length;
  u32 capacity;
} answer;

static void add_bytes(answer *to, const void *bytes, u32 count) {
  if (to->length + count > to->capacity) {
    u32 capacity = (to->capacity + count) * 2 + 256;
    to->data = cabi_realloc(to->data, to->length, 1, capacity);
    to->capacity = capacity;
  }
  __builtin_memcpy(to->data + to->length, bytes, count);
  to->length += count;
}

#define add_literal(to, value) add_bytes(to, value, sizeof(value) - 1)

__attribute__((unused)) static void add_number(answer *to, u64 value) {
  char digits[20];
  u32 at = 20;
  do digits[--at] = (char)('0' + value % 10), value /= 10;
  while (value != 0);
  add_bytes(to, digits + at, 20 - at);
}

__attribute__((unused)) static void add_hex(answer *to, const u8 *bytes, u32 count) {
  for (u32 i = 0; i < count; i++) {
    char pair[2] = {"0123456789abcdef"[bytes[i] >> 4], "0123456789abcdef"[bytes[i] & 15]};
    add_bytes(to, pair, 2);
  }
}

/* A JSON string; the bytes are taken as UTF-8. */
__attribute__((unused)) static void add_json_string(answer *to, text value) {
  add_literal(to, "\"");
  for (u32 i = 0; i < value.length; i++) {
    u8 c = (u8)value.data[i];
    if (c == '"' || c == '\\') add_literal(to, "\\");
    if (c < 0x20 || c == 0x7f) {
      add_literal(to, "\\u00");
      add_hex(to, &c, 1);
    } else {
      add_bytes(to, &c, 1);
    }
  }
  add_literal(to, "\"");
}

static text finish(answer *from) { return (text){from->data, from->length}; }

#endif
