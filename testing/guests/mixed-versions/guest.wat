;; A component of typed exports that imports one interface in two releases of WASI 0.2 and hands a resource of one
;; release to a function of another. `elapsed` gives nanoseconds between two readings, one of each release;
;; `is-ready` asks a pollable of clocks 0.2.9 through io 0.2.0.
(component
  (import "wasi:io/poll@0.2.0" (instance $poll
    (export "pollable" (type $pollable (sub resource)))
    (export "[method]pollable.ready" (func (param "self" (borrow $pollable)) (result bool)))))
  (alias export $poll "pollable" (type $pollable))
  (import "wasi:clocks/monotonic-clock@0.2.0" (instance $old (export "now" (func (result u64)))))
  (import "wasi:clocks/monotonic-clock@0.2.9" (instance $new
    (alias outer 1 $pollable (type $outer))
    (export "pollable" (type $pollable (eq $outer)))
    (export "now" (func (result u64)))
    (export "subscribe-duration" (func (param "when" u64) (result (own $pollable))))))
  (import "wasi:random/random@0.2.6" (instance $random (export "get-random-u64" (func (result u64)))))
  (core func $old-now (canon lower (func $old "now")))
  (core func $new-now (canon lower (func $new "now")))
  (core func $subscribe (canon lower (func $new "subscribe-duration")))
  (core func $ready (canon lower (func $poll "[method]pollable.ready")))
  (core func $random-u64 (canon lower (func $random "get-random-u64")))
  (core module $main
    (import "host" "old-now" (func $old-now (result i64)))
    (import "host" "new-now" (func $new-now (result i64)))
    (import "host" "subscribe" (func $subscribe (param i64) (result i32)))
    (import "host" "ready" (func $ready (param i32) (result i32)))
    (import "host" "random" (func $random (result i64)))
    (func (export "elapsed") (result i64)
      (local $start i64)
      (local.set $start (call $old-now))
      (i64.sub (call $new-now) (local.get $start)))
    (func (export "is-ready") (param i64) (result i32) (call $ready (call $subscribe (local.get 0))))
    (func (export "draw") (result i64) (call $random)))
  (core instance $instance (instantiate $main (with "host" (instance
    (export "old-now" (func $old-now))
    (export "new-now" (func $new-now))
    (export "subscribe" (func $subscribe))
    (export "ready" (func $ready))
    (export "random" (func $random-u64))))))
  (func (export "elapsed") (result u64) (canon lift (core func $instance "elapsed")))
  (func (export "is-ready") (param "after" u64) (result bool) (canon lift (core func $instance "is-ready")))
  (func (export "draw") (result u64) (canon lift (core func $instance "draw"))))
