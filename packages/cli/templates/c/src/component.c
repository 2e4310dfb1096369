#include "component.h"

#define PAGE 65536

extern char __heap_base; /* where the linker's data ends and free memory begins */
static uintptr_t next = (uintptr_t)&__heap_base;

void *allocate(size_t size, size_t align) {
  uint64_t start = ((uint64_t)next + align - 1) / align * align;
  uint64_t end = start + size;
  uint64_t have = (uint64_t)__builtin_wasm_memory_size(0) * PAGE;
  if (end > UINT32_MAX) __builtin_trap();
  if (end > have && __builtin_wasm_memory_grow(0, (end - have + PAGE - 1) / PAGE) == SIZE_MAX) __builtin_trap();
  next = (uintptr_t)end;
  return (void *)(uintptr_t)start;
}

/* The host calls it for the memory that arguments are written to. */
EXPORT("cabi_realloc")
void *cabi_realloc(const void *old, size_t old_size, size_t align, size_t new_size) {
  void *fresh = allocate(new_size, align);
  __builtin_memcpy(fresh, old, old_size < new_size ? old_size : new_size);
  return fresh;
}

text join_texts(size_t count, const text *texts) {
  size_t length = 0;
  for (size_t i = 0; i < count; i++) length += texts[i].length;
  char *joined = allocate(length, 1);
  size_t at = 0;
  for (size_t i = 0; i < count; at += texts[i++].length) __builtin_memcpy(joined + at, texts[i].data, texts[i].length);
  return (text){joined, length};
}

static result *answer(bool is_error, text value) {
  result *returned = allocate(sizeof(result), _Alignof(result));
  *returned = (result){is_error, value};
  return returned;
}

result *succeed(text value) { return answer(false, value); }

result *fail(text why) { return answer(true, why); }
