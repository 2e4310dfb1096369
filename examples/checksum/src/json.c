#include "json.h"

typedef struct {
  const uint8_t *at, *end;
} cursor;

static void skip_space(cursor *c) {
  while (c->at < c->end && (*c->at == ' ' || *c->at == '\t' || *c->at == '\n' || *c->at == '\r')) c->at++;
}

static bool take(cursor *c, uint8_t expected) {
  skip_space(c);
  if (c->at >= c->end || *c->at != expected) return false;
  c->at++;
  return true;
}

/* Four hexadecimal digits, or -1. */
static int32_t take_unit(cursor *c) {
  if (c->end - c->at < 4) return -1;
  int32_t unit = 0;
  for (int i = 0; i < 4; i++) {
    uint8_t digit = *c->at++;
    uint8_t lower = digit | 32;
    if (digit >= '0' && digit <= '9') unit = unit * 16 + digit - '0';
    else if (lower >= 'a' && lower <= 'f') unit = unit * 16 + lower - 'a' + 10;
    else return -1;
  }
  return unit;
}

/* A code point after `\u`, a surrogate pair taken together; -1 when malformed or a lone surrogate. */
static int32_t take_code_point(cursor *c) {
  int32_t high = take_unit(c);
  if (high < 0xd800 || high > 0xdfff) return high;
  if (high > 0xdbff || c->end - c->at < 2 || c->at[0] != '\\' || c->at[1] != 'u') return -1;
  c->at += 2;
  int32_t low = take_unit(c);
  if (low < 0xdc00 || low > 0xdfff) return -1;
  return 0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00);
}

static uint8_t *put_utf8(uint8_t *out, uint32_t code) {
  if (code < 0x80) {
    *out++ = (uint8_t)code;
    return out;
  }
  if (code < 0x800) {
    *out++ = (uint8_t)(0xc0 | code >> 6);
  } else {
    if (code < 0x10000) {
      *out++ = (uint8_t)(0xe0 | code >> 12);
    } else {
      *out++ = (uint8_t)(0xf0 | code >> 18);
      *out++ = (uint8_t)(0x80 | (code >> 12 & 63));
    }
    *out++ = (uint8_t)(0x80 | (code >> 6 & 63));
  }
  *out++ = (uint8_t)(0x80 | (code & 63));
  return out;
}

static int32_t take_escape(cursor *c) {
  if (c->at >= c->end) return -1;
  switch (*c->at++) {
    case '"': return '"';
    case '\\': return '\\';
    case '/': return '/';
    case 'b': return '\b';
    case 'f': return '\f';
    case 'n': return '\n';
    case 'r': return '\r';
    case 't': return '\t';
    case 'u': return take_code_point(c);
    default: return -1;
  }
}

/* A string without its escapes. It is never longer than its JSON, so one allocation is enough. */
static bool take_string(cursor *c, bytes *value) {
  if (!take(c, '"')) return false;
  uint8_t *start = allocate((uint32_t)(c->end - c->at), 1), *out = start;
  while (c->at < c->end && *c->at != '"') {
    if (*c->at < 0x20) return false;
    if (*c->at != '\\') {
      *out++ = *c->at++;
      continue;
    }
    c->at++;
    int32_t code = take_escape(c);
    if (code < 0) return false;
    out = put_utf8(out, (uint32_t)code);
  }
  *value = (bytes){start, (uint32_t)(out - start)};
  return take(c, '"');
}

static const char *take_member(cursor *c, const string_member *wanted, uint32_t count) {
  bytes name;
  if (!take_string(c, &name) || !take(c, ':')) return "The arguments are no JSON object.";
  for (uint32_t i = 0; i < count; i++) {
    if (same_bytes(name, wanted[i].name)) {
      return take_string(c, wanted[i].value) ? NULL : "An argument is no string, or holds a lone surrogate.";
    }
  }
  return "There is an argument beside `data`, `encoding` and `expected`.";
}

const char *read_object(bytes json, const string_member *wanted, uint32_t count) {
  cursor c = {json.data, json.data + json.length};
  if (!take(&c, '{')) return "The arguments are no JSON object.";
  if (!take(&c, '}')) {
    do {
      const char *problem = take_member(&c, wanted, count);
      if (problem != NULL) return problem;
    } while (take(&c, ','));
    if (!take(&c, '}')) return "The arguments are no JSON object.";
  }
  skip_space(&c);
  return c.at == c.end ? NULL : "Something follows the arguments.";
}
