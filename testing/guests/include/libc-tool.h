/*
 * The `json-tool` world for guests on a C library, in C or C++. A guest gives TOOLS and `answer_call`, which
 * returns a static text, and sets `is_error` where the call failed.
 */
#ifndef KAMI_GUEST_LIBC_TOOL_H
#define KAMI_GUEST_LIBC_TOOL_H

#include <stdlib.h>
#include <string.h>

#ifdef __cplusplus
#define EXPORT(name) extern "C" __attribute__((export_name(name)))
#else
#define EXPORT(name) __attribute__((export_name(name)))
#endif

typedef struct {
  const char *data;
  unsigned length;
} text;

typedef struct {
  unsigned char is_error;
  text answer;
} outcome;

/* The answer to a call; `arguments` is JSON and ends with a 0. */
static outcome answer_call(const char *arguments);

EXPORT("cabi_realloc")
void *cabi_realloc(void *old, size_t old_size, size_t align, size_t new_size) {
  (void)old_size, (void)align;
  return realloc(old, new_size);
}

EXPORT("call")
outcome *json_tool_call(const char *name, unsigned name_length, const char *arguments, unsigned length) {
  static outcome result;
  char *copy = (char *)malloc(length + 1);
  (void)name, (void)name_length;
  memcpy(copy, arguments, length);
  copy[length] = 0;
  result = answer_call(copy);
  return &result;
}

#define TOOLS(json)                 \
  EXPORT("describe")                \
  text *json_tool_describe(void) {  \
    static text tools;              \
    tools.data = json;              \
    tools.length = sizeof(json) - 1; \
    return &tools;                  \
  }

/* The value of a text member whose characters need no escape, in a static buffer; empty when it is absent. */
static const char *text_member(const char *json, const char *key) {
  static char value[256];
  const char *at = strstr(json, key);
  value[0] = 0;
  if (at == NULL) return value;
  at += strlen(key) + 1;
  while (*at == ':' || *at == ' ' || *at == '"') at++;
  size_t length = strcspn(at, "\"");
  memcpy(value, at, length < 255 ? length : 255);
  value[length < 255 ? length : 255] = 0;
  return value;
}

#endif
