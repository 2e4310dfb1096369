/* Freestanding ground: names for the ABI's types and an allocator that never frees (an instance serves one call). */
#ifndef CHECKSUM_MEMORY_H
#define CHECKSUM_MEMORY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct {
  const uint8_t *data;
  uint32_t length;
} bytes;

#define LITERAL(value) ((bytes){(const uint8_t *)value, sizeof(value) - 1})

/* Traps where memory is refused: the host reports that as the call's failure. */
void *allocate(uint32_t size, uint32_t align);

bool same_bytes(bytes a, bytes b);

#endif
