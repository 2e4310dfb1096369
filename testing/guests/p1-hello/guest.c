/*
 * A `json-tool` on a C library for WASI preview 1; an adapter turns its imports into WASI 0.2.
 * Writes to standard error, reads the clock, and answers with a line formatted by the library.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

typedef struct {
  const char *data;
  unsigned length;
} text;

typedef struct {
  unsigned char is_error;
  text answer;
} outcome;

#define EXPORT(name) __attribute__((export_name(name)))

EXPORT("cabi_realloc")
void *cabi_realloc(void *old, size_t old_size, size_t align, size_t new_size) {
  (void)old_size, (void)align;
  return realloc(old, new_size);
}

EXPORT("describe")
text *describe(void) {
  static text tools;
  tools.data = "{\"tools\":[{\"name\":\"p1-hello\",\"description\":\"Greets through a C library.\","
               "\"inputSchema\":{\"type\":\"object\"}}]}";
  tools.length = (unsigned)strlen(tools.data);
  return &tools;
}

EXPORT("call")
outcome *call(const char *name, unsigned name_length, const char *arguments, unsigned arguments_length) {
  static char line[256];
  static outcome result;
  (void)arguments;
  fprintf(stderr, "p1-hello was called\n");
  int length = snprintf(line, sizeof line, "hello from %.*s, %u bytes of arguments, %s", (int)name_length, name,
                        arguments_length, time(NULL) > 0 ? "the clock runs" : "no clock");
  result.answer = (text){line, (unsigned)length};
  return &result;
}
