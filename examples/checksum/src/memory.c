#include "memory.h"

enum { page = 65536 };

extern uint8_t __heap_base;
static uintptr_t end;

void *allocate(uint32_t size, uint32_t align) {
  if (end == 0) end = (uintptr_t)&__heap_base;
  uint64_t start = ((uint64_t)end + align - 1) & ~(uint64_t)(align - 1);
  uint64_t needed = start + size;
  if (needed > UINT32_MAX) __builtin_trap();
  uint64_t have = (uint64_t)__builtin_wasm_memory_size(0) * page;
  if (needed > have && __builtin_wasm_memory_grow(0, (needed - have + page - 1) / page) == SIZE_MAX) {
    __builtin_trap();
  }
  end = (uintptr_t)needed;
  return (void *)(uintptr_t)start;
}

__attribute__((export_name("cabi_realloc"))) void *cabi_realloc(void *old, uint32_t old_size, uint32_t align,
                                                                 uint32_t new_size) {
  void *fresh = allocate(new_size, align);
  __builtin_memcpy(fresh, old, old_size < new_size ? old_size : new_size);
  return fresh;
}

bool same_bytes(bytes a, bytes b) {
  if (a.length != b.length) return false;
  for (uint32_t i = 0; i < a.length; i++) {
    if (a.data[i] != b.data[i]) return false;
  }
  return true;
}
