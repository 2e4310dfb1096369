/*
 * The Canonical ABI by hand: how the values of wit/tool.wit look to C.
 *
 *   WIT                        as a parameter                 as the result
 *   u32, s32, bool, char       int32_t                        int32_t
 *   u64, s64                   int64_t                        int64_t
 *   f64                        double                         double
 *   string                     const char *, size_t           text *
 *   result<string, string>     –                              result *
 *
 * Text is UTF-8 without a NUL at its end. A result that has more than one part is returned as a pointer to it. KAMI puts
 * the memory back to its first state after each call, so nothing here is ever freed.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Makes a function visible under its name in WIT: `EXPORT("greet") result *greet(…)`. */
#define EXPORT(name) __attribute__((export_name(name)))

/* `string` in memory. */
typedef struct {
  const char *data;
  size_t length;
} text;

/* `result<string, string>` in memory: which of the two it is, then the text. */
typedef struct {
  bool is_error;
  text value;
} result;

/* A literal as a text. */
#define TEXT(literal) ((text){literal, sizeof(literal) - 1})

/* The texts given, one after the other. */
#define join(...) join_texts(sizeof((text[]){__VA_ARGS__}) / sizeof(text), (text[]){__VA_ARGS__})
text join_texts(size_t count, const text *texts);

/* What an exported function returns: the answer, or what went wrong, for a model to read. */
result *succeed(text answer);
result *fail(text why);

/* Memory until the end of the call. */
void *allocate(size_t size, size_t align);
