;; A `json-tool` with a second memory. `call` grows both until that is refused, 16 pages a time, and answers
;; with the sum of their pages as structured JSON: a limit must count all memories.
(module
  (memory (export "memory") 1)
  (memory (;1;) 1)
  (data (i32.const 64) "{\"tools\":[{\"name\":\"two-memories\",\"description\":\"Grows two memories until refused.\",\"inputSchema\":{\"type\":\"object\"},\"outputSchema\":{\"type\":\"object\",\"required\":[\"pages\"],\"properties\":{\"pages\":{\"type\":\"integer\"}}}}]}")
  (data (i32.const 1024) "{\"pages\":")
  (func (export "cabi_realloc") (param i32 i32 i32 i32) (result i32)
    (i32.const 4096))
  (func (export "describe") (result i32)
    (i32.store (i32.const 0) (i32.const 64))
    (i32.store (i32.const 4) (i32.const 213))
    (i32.const 0))
  (func (export "call") (param i32 i32 i32 i32) (result i32)
    (local $pages i32) (local $at i32)
    (block $first-full
      (loop $again
        (br_if $first-full (i32.eq (memory.grow (i32.const 16)) (i32.const -1)))
        (br $again)))
    (block $second-full
      (loop $again
        (br_if $second-full (i32.eq (memory.grow 1 (i32.const 16)) (i32.const -1)))
        (br $again)))
    (local.set $pages (i32.add (memory.size) (memory.size 1)))
    ;; Digits from the right: ten of them with leading spaces, then the closing brace at 1043.
    (i64.store (i32.const 1033) (i64.const 0x2020202020202020))
    (i32.store16 (i32.const 1041) (i32.const 0x2020))
    (i32.store8 (i32.const 1043) (i32.const 125))
    (local.set $at (i32.const 1042))
    (loop $digit
      (i32.store8 (local.get $at) (i32.add (i32.const 48) (i32.rem_u (local.get $pages) (i32.const 10))))
      (local.set $at (i32.sub (local.get $at) (i32.const 1)))
      (local.set $pages (i32.div_u (local.get $pages) (i32.const 10)))
      (br_if $digit (local.get $pages)))
    (i32.store8 (i32.const 0) (i32.const 0))
    (i32.store (i32.const 4) (i32.const 1024))
    (i32.store (i32.const 8) (i32.const 20))
    (i32.const 0)))
