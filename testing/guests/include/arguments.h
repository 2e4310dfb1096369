/*
 * Reads members of a flat JSON object that the host has checked already. It is no JSON parser:
 * a guest of the tests knows which arguments its tests send.
 */
#ifndef KAMI_GUEST_ARGUMENTS_H
#define KAMI_GUEST_ARGUMENTS_H

#include "canonical-abi.h"

static u32 skip_string(text json, u32 at) {
  for (at++; at < json.length && json.data[at] != '"'; at++) {
    if (json.data[at] == '\\') at++;
  }
  return at + 1;
}

/* Index of the value of a member of the outermost object, or the length of `json`. */
static u32 find_member(text json, text key) {
  u32 depth = 0;
  for (u32 at = 0; at < json.length;) {
    char c = json.data[at];
    if (c == '"') {
      u32 end = skip_string(json, at);
      u32 next = end;
      while (next < json.length && json.data[next] <= ' ') next++;
      if (depth == 1 && next < json.length && json.data[next] == ':' &&
          same_text((text){json.data + at + 1, end - at - 2}, key)) {
        next++;
        while (next < json.length && json.data[next] <= ' ') next++;
        return next;
      }
      at = end;
      continue;
    }
    if (c == '{' || c == '[') depth++;
    if (c == '}' || c == ']') depth--;
    at++;
  }
  return json.length;
}

__attribute__((unused)) static u64 number_argument(text json, text key, u64 otherwise) {
  u32 at = find_member(json, key);
  u64 value = 0;
  u32 digits = 0;
  for (; at < json.length && json.data[at] >= '0' && json.data[at] <= '9'; at++, digits++) {
    value = value * 10 + (u64)(json.data[at] - '0');
  }
  return digits == 0 ? otherwise : value;
}

static u32 hex_value(const char *digits) {
  u32 value = 0;
  for (u32 i = 0; i < 4; i++) {
    char c = digits[i];
    value = value << 4 | (u32)(c <= '9' ? c - '0' : (c | 32) - 'a' + 10);
  }
  return value;
}

static u32 put_utf8(char *out, u32 code) {
  if (code < 0x80) return out[0] = (char)code, 1;
  if (code < 0x800) return out[0] = (char)(0xc0 | code >> 6), out[1] = (char)(0x80 | (code & 63)), 2;
  u32 head = code < 0x10000 ? 0 : 1;
  if (head) *out++ = (char)(0xf0 | code >> 18);
  out[0] = (char)(head ? 0x80 | (code >> 12 & 63) : 0xe0 | code >> 12);
  out[1] = (char)(0x80 | (code >> 6 & 63));
  out[2] = (char)(0x80 | (code & 63));
  return 3 + head;
}

/* The string with its escapes resolved; a lone surrogate becomes its three-byte form, which is no UTF-8. */
__attribute__((unused)) static text text_argument(text json, text key) {
  u32 at = find_member(json, key);
  if (at >= json.length || json.data[at] != '"') return (text){0, 0};
  u32 end = skip_string(json, at) - 1;
  char *out = allocate(end - at, 1);
  u32 length = 0;
  for (at++; at < end; at++) {
    char c = json.data[at];
    if (c != '\\') {
      out[length++] = c;
      continue;
    }
    c = json.data[++at];
    if (c != 'u') {
      out[length++] = c == 'n' ? '\n' : c == 't' ? '\t' : c == 'r' ? '\r' : c == 'b' ? '\b' : c == 'f' ? '\f' : c;
      continue;
    }
    u32 code = hex_value(json.data + at + 1);
    at += 4;
    if (code >> 10 == 0x36 && at + 6 < end && json.data[at + 1] == '\\' && json.data[at + 2] == 'u') {
      u32 low = hex_value(json.data + at + 3);
      if (low >> 10 == 0x37) code = 0x10000 + ((code & 0x3ff) << 10) + (low & 0x3ff), at += 6;
    }
    length += put_utf8(out + length, code);
  }
  return (text){out, length};
}

#endif
