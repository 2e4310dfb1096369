/*
 * What every guest in C needs of the canonical ABI: names for its types, and a bump allocator that
 * never frees (an instance serves one call).
 */
#ifndef KAMI_GUEST_CANONICAL_ABI_H
#define KAMI_GUEST_CANONICAL_ABI_H

typedef unsigned char u8;
typedef unsigned short u16;
typedef unsigned int u32;
typedef unsigned long long u64;

typedef struct {
  const char *data;
  u32 length;
} text;

#define IMPORT(module, name) __attribute__((import_module(module), import_name(name)))
#define EXPORT(name) __attribute__((export_name(name)))
#define PAGE 65536u
#define LITERAL(value) ((text){value, sizeof(value) - 1})

extern u8 __heap_base;
static u32 heap_end;

static void *allocate(u32 size, u32 align) {
  if (heap_end == 0) heap_end = (u32)(unsigned long)&__heap_base;
  u32 start = (heap_end + align - 1) & ~(align - 1);
  if (start + size < start) __builtin_trap();
  heap_end = start + size;
  u32 have = (u32)__builtin_wasm_memory_size(0) * PAGE;
  if (heap_end > have) {
    u32 missing = (heap_end - have + PAGE - 1) / PAGE;
    if (__builtin_wasm_memory_grow(0, missing) == (unsigned long)-1) __builtin_trap();
  }
  return (void *)(unsigned long)start;
}

EXPORT("cabi_realloc")
void *cabi_realloc(void *old, u32 old_size, u32 align, u32 new_size) {
  u8 *fresh = allocate(new_size, align);
  __builtin_memcpy(fresh, old, old_size < new_size ? old_size : new_size);
  return fresh;
}

__attribute__((unused)) static int same_text(text a, text b) {
  if (a.length != b.length) return 0;
  for (u32 i = 0; i < a.length; i++) {
    if (a.data[i] != b.data[i]) return 0;
  }
  return 1;
}

#endif
