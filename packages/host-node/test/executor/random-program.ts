/** A generator of numbers from a seed (xorshift, 32 bits): the same seed gives the same program everywhere. */
export interface Dice {
  /** An integer from 0 to `count` - 1. */
  below(count: number): number;
}

/** Makes the dice of a seed. */
export function createDice(seed: number): Dice {
  let state = Math.imul(seed + 1, 0x9e3779b1) | 1;
  return {
    below(count) {
      state ^= state << 13;
      state ^= state >>> 17;
      state ^= state << 5;
      return (state >>> 0) % count;
    },
  };
}

/** A component whose `poke` changes one place of its state, and whose `digest` reads all of it. */
export interface RandomProgram {
  readonly wat: string;
  /** Places that `poke` takes. */
  readonly places: number;
}

interface Part {
  readonly declaration: string;
  /** Instructions that change the part by `$value`. */
  readonly pokes: readonly string[];
  /** An instruction that reads it as an i32. */
  readonly reads: readonly string[];
}

const NUMBERS = {
  i32: ['(local.get $value)', (get: string) => get],
  i64: ['(i64.extend_i32_u (local.get $value))', (get: string) => `(i32.wrap_i64 ${get})`],
  f32: ['(f32.convert_i32_u (local.get $value))', (get: string) => `(i32.reinterpret_f32 ${get})`],
  f64: ['(f64.convert_i32_u (local.get $value))', (get: string) => `(i32.trunc_sat_f64_u ${get})`],
  v128: ['(i32x4.splat (local.get $value))', (get: string) => `(i32x4.extract_lane 1 ${get})`],
} as const;
const TYPES = ['i32', 'i64', 'f32', 'f64'] as const;

/**
 * Writes the program of a seed: up to three memories, tables and segments each, and globals of every type, with opened
 * handles and an exit.
 */
export function writeProgram(seed: number): RandomProgram {
  const dice = createDice(seed);
  const many = <T>(most: number, make: (index: number) => T): readonly T[] =>
    Array.from({ length: dice.below(most + 1) }, (_, index) => make(index));
  const parts = [
    memory(0, dice),
    ...many(1, (index) => memory(index + 1, dice)),
    ...many(4, (index) => numberGlobal(index, dice)),
    ...many(1, (index) => functionGlobal(index)),
    ...many(2, (index) => table(index, dice)),
    // A vector in a global, or a segment that can be dropped, is out of reach: such a module is never put back.
    ...(dice.below(12) === 0 ? [segments()] : []),
    ...(dice.below(12) === 0 ? [global('$vector', 'v128', '(v128.const i64x2 1 2)')] : []),
  ];
  const pokes = [
    ...parts.flatMap((part) => part.pokes),
    '(drop (call $subscribe (i64.const 1)))',
    '(unreachable)',
    '(call $exit (i32.const 0))',
  ];
  const reads = [...parts.flatMap((part) => part.reads), '(call $subscribe (i64.const 1))'];
  return {
    wat: component(
      parts.map((part) => part.declaration),
      pokes,
      reads,
    ),
    places: pokes.length,
  };
}

function memory(index: number, dice: Dice): Part {
  const at = dice.below(65_000);
  return {
    declaration: `(memory $m${index} ${1 + dice.below(2)} 4) (data (memory $m${index}) (i32.const ${at}) "initial")`,
    pokes: [
      `(i32.store8 $m${index} (i32.and (local.get $value) (i32.const 65535)) (i32.const 77))`,
      `(memory.fill $m${index} (i32.and (local.get $value) (i32.const 32767)) (i32.const 9) (i32.const 20000))`,
      `(drop (memory.grow $m${index} (i32.const 1)))`,
    ],
    reads: [`(memory.size $m${index})`, `(call $sum${index})`],
  };
}

function global(name: string, type: keyof typeof NUMBERS, initial: string): Part {
  const [from, read] = NUMBERS[type];
  return {
    declaration: `(global ${name} (mut ${type}) ${initial})`,
    pokes: [`(global.set ${name} ${from})`],
    reads: [read(`(global.get ${name})`)],
  };
}

function numberGlobal(index: number, dice: Dice): Part {
  const type = TYPES[dice.below(TYPES.length)] ?? 'i32';
  return global(`$g${index}`, type, `(${type}.const ${dice.below(1000)})`);
}

function functionGlobal(index: number): Part {
  return {
    declaration: `(global $r${index} (mut funcref) (ref.func $one))`,
    pokes: [`(global.set $r${index} (ref.null func))`],
    reads: [`(ref.is_null (global.get $r${index}))`],
  };
}

function table(index: number, dice: Dice): Part {
  const size = 1 + dice.below(5);
  const slot = `(i32.rem_u (local.get $value) (i32.const ${size}))`;
  const name = `$t${index}`;
  return {
    declaration: `(table ${name} ${size} 9 funcref) (elem (table ${name}) (i32.const ${dice.below(size)}) func $one)`,
    pokes: [
      `(table.set ${name} ${slot} (ref.func $two))`,
      `(table.fill ${name} ${slot} (ref.null func) (i32.const 1))`,
      `(drop (table.grow ${name} (ref.func $one) (i32.const 1)))`,
    ],
    reads: [
      `(table.size ${name})`,
      ...Array.from(
        { length: size },
        (_, at) =>
          `(if (result i32) (ref.is_null (table.get ${name} (i32.const ${at}))) (then (i32.const 5)) (else (call_indirect ${name} (type $number) (i32.const ${at}))))`,
      ),
    ],
  };
}

function segments(): Part {
  return {
    declaration: '(data $passive "passive") (elem $elements func $one)',
    pokes: ['(data.drop $passive)', '(elem.drop $elements)'],
    reads: [],
  };
}

function component(
  declarations: readonly string[],
  pokes: readonly string[],
  reads: readonly string[],
): string {
  const memories = declarations.filter((text) => text.startsWith('(memory'));
  const labels = pokes.map((_, at) => `$p${at}`);
  const arms = pokes.reduce(
    (inner, poke, at) => `(block ${labels[at]} ${inner}) ${poke} (return)`,
    `(br_table ${labels.join(' ')} (local.get $where))`,
  );
  return `(component
    (import "wasi:io/poll@0.2.3" (instance $poll (export "pollable" (type (sub resource)))))
    (alias export $poll "pollable" (type $pollable))
    (import "wasi:clocks/monotonic-clock@0.2.3" (instance $clock
      (alias outer 1 $pollable (type $shared)) (export "pollable" (type $own (eq $shared)))
      (export "subscribe-duration" (func (param "when" u64) (result (own $own))))))
    (import "wasi:cli/exit@0.2.3" (instance $exit (export "exit" (func (param "status" (result))))))
    (core func $subscribe (canon lower (func $clock "subscribe-duration")))
    (core func $leave (canon lower (func $exit "exit")))
    (core module $m
      (type $number (func (result i32)))
      (import "host" "subscribe" (func $subscribe (param i64) (result i32)))
      (import "host" "exit" (func $exit (param i32)))
      ${declarations.join('\n')}
      (elem declare func $one $two)
      (func $one (result i32) i32.const 1) (func $two (result i32) i32.const 2)
      ${memories.map((_, index) => sum(index)).join('\n')}
      (func (export "poke") (param $where i32) (param $value i32) ${arms})
      (func (export "digest") (result i32) (local $sum i32)
        ${reads.map((read) => `(local.set $sum (i32.add (i32.mul (local.get $sum) (i32.const 31)) ${read}))`).join('\n')}
        (local.get $sum)))
    (core instance $c (instantiate $m (with "host" (instance
      (export "subscribe" (func $subscribe)) (export "exit" (func $leave))))))
    (func $poke (param "where" u32) (param "value" u32) (canon lift (core func $c "poke")))
    (func $digest (result u32) (canon lift (core func $c "digest")))
    (export "poke" (func $poke)) (export "digest" (func $digest)))`;
}

/** A sum over the first page of a memory in which no byte goes unseen. */
function sum(index: number): string {
  return `(func $sum${index} (result i32) (local $at i32) (local $sum i64)
    (loop $next
      (local.set $sum (i64.add (i64.mul (local.get $sum) (i64.const 31)) (i64.load $m${index} (local.get $at))))
      (br_if $next (i32.lt_u (local.tee $at (i32.add (local.get $at) (i32.const 8))) (i32.const 65536))))
    (i32.wrap_i64 (i64.xor (local.get $sum) (i64.shr_u (local.get $sum) (i64.const 32)))))`;
}
