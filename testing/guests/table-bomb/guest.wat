;; A `json-tool` with two tables. `call` grows both until that is refused, 10,000 entries a time, and answers
;; with the sum of their sizes as structured JSON: entries of a table are memory of the host's.
(module
  (memory (export "memory") 1)
  (table (;0;) 1 funcref)
  (table (;1;) 1 externref)
  (data (i32.const 64) "{\"tools\":[{\"name\":\"table-bomb\",\"description\":\"Grows two tables until refused.\",\"inputSchema\":{\"type\":\"object\"},\"outputSchema\":{\"type\":\"object\",\"required\":[\"entries\"],\"properties\":{\"entries\":{\"type\":\"integer\"}}}}]}")
  (data (i32.const 1024) "{\"entries\":")
  (func (export "cabi_realloc") (param i32 i32 i32 i32) (result i32)
    (i32.const 4096))
  (func (export "describe") (result i32)
    (i32.store (i32.const 0) (i32.const 64))
    (i32.store (i32.const 4) (i32.const 213))
    (i32.const 0))
  (func (export "call") (param i32 i32 i32 i32) (result i32)
    (local $entries i32) (local $at i32)
    (block $first-full
      (loop $again
        (br_if $first-full (i32.eq (table.grow 0 (ref.null func) (i32.const 10000)) (i32.const -1)))
        (br $again)))
    (block $second-full
      (loop $again
        (br_if $second-full (i32.eq (table.grow 1 (ref.null extern) (i32.const 10000)) (i32.const -1)))
        (br $again)))
    (local.set $entries (i32.add (table.size 0) (table.size 1)))
    ;; Digits from the right: ten of them with leading spaces, then the closing brace at 1045.
    (i64.store (i32.const 1035) (i64.const 0x2020202020202020))
    (i32.store16 (i32.const 1043) (i32.const 0x2020))
    (i32.store8 (i32.const 1045) (i32.const 125))
    (local.set $at (i32.const 1044))
    (loop $digit
      (i32.store8 (local.get $at) (i32.add (i32.const 48) (i32.rem_u (local.get $entries) (i32.const 10))))
      (local.set $at (i32.sub (local.get $at) (i32.const 1)))
      (local.set $entries (i32.div_u (local.get $entries) (i32.const 10)))
      (br_if $digit (local.get $entries)))
    (i32.store8 (i32.const 0) (i32.const 0))
    (i32.store (i32.const 4) (i32.const 1024))
    (i32.store (i32.const 8) (i32.const 22))
    (i32.const 0)))
