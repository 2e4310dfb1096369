/* Each function gives back what it got: parameters arrive flattened, results lie in memory (the canonical ABI). */
#include "answer.h"

#define IDENTITY(name) EXPORT("kami:guest/identity#of-" name)

typedef signed char s8;
typedef short s16;
typedef int s32;
typedef long long s64;

IDENTITY("bool") _Bool of_bool(_Bool value) { return value; }
IDENTITY("s8") s8 of_s8(s8 value) { return value; }
IDENTITY("u8") u8 of_u8(u8 value) { return value; }
IDENTITY("s16") s16 of_s16(s16 value) { return value; }
IDENTITY("u16") u16 of_u16(u16 value) { return value; }
IDENTITY("s32") s32 of_s32(s32 value) { return value; }
IDENTITY("u32") u32 of_u32(u32 value) { return value; }
IDENTITY("s64") s64 of_s64(s64 value) { return value; }
IDENTITY("u64") u64 of_u64(u64 value) { return value; }
IDENTITY("f32") float of_f32(float value) { return value; }
IDENTITY("f64") double of_f64(double value) { return value; }
IDENTITY("char") u32 of_char(u32 value) { return value; }
IDENTITY("enum") u32 of_enum(u32 value) { return value; }
IDENTITY("flags") u32 of_flags(u32 value) { return value; }
IDENTITY("nothing") void of_nothing(void) {}

/* Strings and lists of anything: address and count. */
#define OF_SEQUENCE(export_text, function)              \
  export_text text *function(const char *data, u32 n) { \
    static text result;                                 \
    result = (text){data, n};                           \
    return &result;                                     \
  }
OF_SEQUENCE(IDENTITY("string"), of_string)
OF_SEQUENCE(IDENTITY("list"), of_list)
OF_SEQUENCE(IDENTITY("bytes"), of_bytes)
OF_SEQUENCE(IDENTITY("nested-list"), of_nested_list)
OF_SEQUENCE(IDENTITY("nested-result"), of_nested_result)
OF_SEQUENCE(EXPORT("at-root"), at_root)

typedef struct {
  text full_name;
  u8 has_age, age;
  text tags;
  s32 x, y;
} person;

IDENTITY("record")
person *of_record(const char *name, u32 length, u32 has_age, u32 age, const char *tags, u32 count, s32 x, s32 y) {
  static person result;
  result = (person){{name, length}, (u8)has_age, (u8)age, {tags, count}, x, y};
  return &result;
}

typedef struct {
  text first;
  u32 second;
  u8 third;
} triple;

IDENTITY("tuple")
triple *of_tuple(const char *first, u32 length, u32 second, u32 third) {
  static triple result;
  result = (triple){{first, length}, second, (u8)third};
  return &result;
}

typedef struct {
  u8 tag;
  union {
    double circle;
    text polygon;
    person named;
  };
} shape;

/* The first part of the payload is 64 bits wide for the case with a float; addresses are extended to that. */
IDENTITY("variant")
shape *of_variant(u32 tag, u64 a, u32 b, u32 c, u32 d, const char *e, u32 f, s32 g, s32 h) {
  static shape result;
  result.tag = (u8)tag;
  const char *address = (const char *)(unsigned long)a;
  if (tag == 1) __builtin_memcpy(&result.circle, &a, 8);
  if (tag == 2) result.polygon = (text){address, b};
  if (tag == 3) result.named = (person){{address, b}, (u8)c, (u8)d, {e, f}, g, h};
  return &result;
}

typedef struct {
  u8 tag;
  text value;
} tagged_text;

IDENTITY("option")
tagged_text *of_option(u32 tag, const char *data, u32 length) {
  static tagged_text result;
  result = (tagged_text){(u8)tag, {data, length}};
  return &result;
}

/* `result<string, colour>`: the case of the enum is a byte where the address would stand. */
IDENTITY("result")
tagged_text *of_result(u32 tag, const char *data, u32 length) { return of_option(tag, data, length); }

typedef struct {
  u8 outer;
  struct {
    u8 tag;
    u32 value;
  } inner;
} nested_option;

IDENTITY("nested-option")
nested_option *of_nested_option(u32 outer, u32 inner, u32 value) {
  static nested_option result;
  result = (nested_option){(u8)outer, {(u8)inner, value}};
  return &result;
}

IDENTITY("several")
text *of_several(const char *first, u32 length, u32 has_second, u32 second, const void *third, u32 count) {
  static text result;
  answer words = {0, 0, 0};
  (void)third;
  add_bytes(&words, first, length);
  add_literal(&words, " ");
  if (has_second) add_number(&words, second);
  else add_literal(&words, "none");
  add_literal(&words, " ");
  add_number(&words, count);
  result = finish(&words);
  return &result;
}
