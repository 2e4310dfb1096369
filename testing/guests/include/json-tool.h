/*
 * The `json-tool` world for guests written in C: its exports by the canonical ABI. A guest gives
 * TOOLS and `call_tool`.
 */
#ifndef KAMI_GUEST_JSON_TOOL_H
#define KAMI_GUEST_JSON_TOOL_H

#include "canonical-abi.h"

/* Laid out as the canonical ABI stores `result<string, string>`. */
typedef struct {
  u8 is_error;
  text answer;
} outcome;

static outcome succeed(text answer) { return (outcome){0, answer}; }
__attribute__((unused)) static outcome fail(text answer) { return (outcome){1, answer}; }

static outcome call_tool(text name, text arguments);

EXPORT("call")
outcome *json_tool_call(const char *name, u32 name_length, const char *arguments, u32 arguments_length) {
  outcome *answer = allocate(sizeof(outcome), 4);
  *answer = call_tool((text){name, name_length}, (text){arguments, arguments_length});
  return answer;
}

/* What `describe` answers: JSON as the world's documentation gives it. */
#define TOOLS(json)                   \
  EXPORT("describe")                  \
  text *json_tool_describe(void) {    \
    static text tools = LITERAL(json); \
    return &tools;                    \
  }

#endif
