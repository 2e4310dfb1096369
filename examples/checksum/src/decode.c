#include "decode.h"

static int32_t hex_digit(uint8_t c) {
  uint8_t lower = c | 32;
  if (c >= '0' && c <= '9') return c - '0';
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

bool decode_hex(bytes text, bytes *data) {
  if (text.length % 2 != 0) return false;
  uint8_t *out = allocate(text.length / 2, 1);
  for (uint32_t i = 0; i < text.length; i += 2) {
    int32_t high = hex_digit(text.data[i]), low = hex_digit(text.data[i + 1]);
    if (high < 0 || low < 0) return false;
    out[i / 2] = (uint8_t)(high << 4 | low);
  }
  *data = (bytes){out, text.length / 2};
  return true;
}

static int32_t base64_digit(uint8_t c) {
  if (c >= 'A' && c <= 'Z') return c - 'A';
  if (c >= 'a' && c <= 'z') return c - 'a' + 26;
  if (c >= '0' && c <= '9') return c - '0' + 52;
  if (c == '+' || c == '-') return 62;
  return c == '/' || c == '_' ? 63 : -1;
}

bool decode_base64(bytes text, bytes *data) {
  uint32_t digits = text.length;
  while (digits > 0 && text.length - digits < 2 && text.data[digits - 1] == '=') digits--;
  if (digits % 4 == 1 || (digits != text.length && text.length % 4 != 0)) return false;
  uint8_t *start = allocate(digits / 4 * 3 + 3, 1), *out = start;
  uint32_t kept = 0, bits = 0;
  for (uint32_t i = 0; i < digits; i++) {
    int32_t digit = base64_digit(text.data[i]);
    if (digit < 0) return false;
    kept = kept << 6 | (uint32_t)digit;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      *out++ = (uint8_t)(kept >> bits);
    }
  }
  if ((kept & ((1u << bits) - 1)) != 0) return false;
  *data = (bytes){start, (uint32_t)(out - start)};
  return true;
}
