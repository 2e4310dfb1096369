/* Just enough JSON (RFC 8259): the string members of one object. */
#ifndef CHECKSUM_JSON_H
#define CHECKSUM_JSON_H

#include "memory.h"

typedef struct {
  bytes name;
  /* Where the member's value is put, as UTF-8, when it is there. */
  bytes *value;
} string_member;

/* Null when all of `json` is one object whose members are among `wanted`; else what is wrong. */
const char *read_object(bytes json, const string_member *wanted, uint32_t count);

#endif
