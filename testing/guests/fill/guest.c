/*
 * Fills its whole memory again and again, up to 256 MiB a time: `memory.fill` is one instruction
 * that an engine does not interrupt.
 */
#include "json-tool.h"

TOOLS("{\"tools\":[{\"name\":\"fill\",\"description\":\"Fills its memory for ever.\","
      "\"inputSchema\":{\"type\":\"object\"}}]}")

static outcome call_tool(text name, text arguments) {
  (void)name;
  while (__builtin_wasm_memory_size(0) < 4096 && __builtin_wasm_memory_grow(0, 16) != (unsigned long)-1) {
  }
  u32 start = (u32)(unsigned long)&__heap_base;
  u32 size = (u32)__builtin_wasm_memory_size(0) * PAGE - start;
  for (u8 value = 0;; value++) {
    __builtin_memset((void *)(unsigned long)start, value, size);
    __asm__ volatile("" ::: "memory");
  }
  return succeed(arguments);
}
