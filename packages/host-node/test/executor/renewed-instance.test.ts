import { parse } from '@bytecodealliance/jco-transpile/wasm-tools';
import * as fc from 'fast-check';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { isCoreFunction } from '../../../engine/src/executor/core-imports.ts';
import { createHostLink } from '../../../engine/src/executor/host-link.ts';
import { makeInstance, renewInstance, type Instance } from '../../../engine/src/executor/instance.ts';
import { createInstanceStock, type InstanceStock } from '../../../engine/src/executor/instance-stock.ts';
import { failedJob } from '../../../engine/src/executor/job-outcome.ts';
import { loadComponent, type LoadedComponent } from '../../../engine/src/executor/loaded-component.ts';
import { evaluateScript } from '../../src/executor/evaluate-script.ts';
import { LOAD, MAKE, jobOf } from './orders.ts';
import { preparedForm } from './prepared-guest.ts';
import { runOrders, type OrderFrame } from './scripted-host.ts';
import { guestPath } from '../../../../testing/guests/index.ts';

/** Keeps state in every place that a core module has; `digest` reads all of them. */
const KEEPER = `(component
  (core module $m
    (memory $a (export "memory") 2 4) (memory $b 1 2) (table $t 4 8 funcref) (elem (i32.const 0) $one $two)
    (global $i (mut i32) (i32.const 1)) (global $l (mut i64) (i64.const 2)) (global $f (mut f32) (f32.const 3))
    (global $d (mut f64) (f64.const 4)) (global $r (mut funcref) (ref.func $one))
    (data (i32.const 70000) "initial") (data (memory $b) (i32.const 9) "other")
    (type $number (func (result i32)))
    (table $x 2 externref)
    (func $one (result i32) i32.const 1) (func $two (result i32) i32.const 2)
    (func (export "poke") (param $where i32) (param $value i32)
      (block $grow-table (block $grow-other (block $grow (block $clear (block $table (block $r (block $d (block $f (block $l (block $i (block $other (block $memory
        (br_table $memory $other $i $l $f $d $r $table $clear $grow $grow-other $grow-table (local.get $where)))
        (return (i32.store8 (i32.rem_u (local.get $value) (i32.const 131072)) (i32.const 77))))
        (return (i32.store8 $b (i32.rem_u (local.get $value) (i32.const 65536)) (i32.const 78))))
        (return (global.set $i (local.get $value))))
        (return (global.set $l (i64.extend_i32_u (local.get $value)))))
        (return (global.set $f (f32.convert_i32_u (local.get $value)))))
        (return (global.set $d (f64.convert_i32_u (local.get $value)))))
        (return (global.set $r (ref.null func))))
        (return (table.set $t (i32.rem_u (local.get $value) (i32.const 4)) (ref.func $two))))
        (return (table.fill $t (i32.const 0) (ref.null func) (i32.const 4))))
        (return (drop (memory.grow (i32.const 1)))))
        (return (drop (memory.grow $b (i32.const 1)))))
      (drop (table.grow $t (ref.func $one) (i32.const 1))))
    (func (export "digest") (result i32) (local $at i32) (local $sum i32)
      (local.set $sum (i32.add (memory.size $a) (i32.add (memory.size $b) (table.size $t))))
      (loop $next
        (local.set $sum (i32.add (i32.mul (local.get $sum) (i32.const 31)) (i32.load8_u (local.get $at))))
        (br_if $next (i32.lt_u (local.tee $at (i32.add (local.get $at) (i32.const 1))) (i32.const 131072))))
      (local.set $at (i32.const 0))
      (loop $next
        (local.set $sum (i32.add (i32.mul (local.get $sum) (i32.const 31)) (i32.load8_u $b (local.get $at))))
        (br_if $next (i32.lt_u (local.tee $at (i32.add (local.get $at) (i32.const 1))) (i32.const 65536))))
      (local.set $at (i32.const 0))
      (loop $next
        (local.set $sum (i32.mul (local.get $sum) (i32.const 31)))
        (if (i32.eqz (ref.is_null (table.get $t (local.get $at))))
          (then (local.set $sum (i32.add (local.get $sum) (call_indirect $t (type $number) (local.get $at))))))
        (br_if $next (i32.lt_u (local.tee $at (i32.add (local.get $at) (i32.const 1))) (i32.const 4))))
      (i32.xor (local.get $sum) (i32.add (i32.mul (global.get $i) (i32.const 3)) (i32.add (i32.wrap_i64 (global.get $l))
        (i32.add (i32.reinterpret_f32 (global.get $f)) (i32.add (i32.trunc_sat_f64_u (f64.mul (global.get $d) (f64.const 7)))
          (i32.mul (ref.is_null (global.get $r)) (i32.const 11)))))))))
  (core instance $c (instantiate $m))
  (func $poke (param "where" u32) (param "value" u32) (canon lift (core func $c "poke")))
  (func $digest (result u32) (canon lift (core func $c "digest")))
  (export "poke" (func $poke)) (export "digest" (func $digest)))`;

/** Draws a random number when it starts. */
const ASKING = `(component
  (import "wasi:random/random@0.2.3" (instance $random (export "get-random-u64" (func (result u64)))))
  (core func $draw (canon lower (func $random "get-random-u64")))
  (core module $m
    (import "random" "draw" (func $draw (result i64))) (global $drawn (mut i64) (i64.const 0))
    (func $start (global.set $drawn (call $draw))) (start $start)
    (func (export "get") (result i64) (global.get $drawn)))
  (core instance $c (instantiate $m (with "random" (instance (export "draw" (func $draw))))))
  (func $get (result u64) (canon lift (core func $c "get")))
  (export "get" (func $get)))`;

const GROWING = [9, 10, 11];
const host = createHostLink({
  send() {},
  receive() {
    throw new Error('nobody answers');
  },
});
let keeper: LoadedComponent;

beforeAll(async () => {
  keeper = await load(await preparedForm(await parse(KEEPER)));
});

async function load(prepared: Uint8Array): Promise<LoadedComponent> {
  const code = { evaluate: evaluateScript, limitMemory: (): void => {} };
  const loaded = loadComponent(LOAD, prepared, code);
  if (!loaded.ok) throw new Error(loaded.error);
  return loaded.value;
}

function call(instance: Instance, name: string, ...args: readonly number[]): unknown {
  const exported = instance.exports[name];
  if (!isCoreFunction(exported)) throw new Error(`no ${name}`);
  return exported(...args);
}

const fresh = (): Instance => makeInstance(keeper, host, MAKE);
const delivered = { header: { status: 'delivered' } } as const;

describe('renewInstance', () => {
  const edge = fc.constantFrom(0, 65_535, 131_071);
  const program = fc.array(fc.tuple(fc.nat(8), fc.oneof(fc.nat(200_000), edge)), { maxLength: 12 });

  it('finds nothing of what random programs left, wherever they left it', () => {
    const pristine = call(fresh(), 'digest');
    let instance = fresh();
    expect(instance.core.takeImage()).toBe(true);
    let changed = 0;
    fc.assert(
      fc.property(program, (pokes) => {
        for (const [where, value] of pokes) call(instance, 'poke', where, value);
        if (call(instance, 'digest') !== pristine) changed += 1;
        const renewed = renewInstance(keeper, host, MAKE, instance);
        if (renewed === undefined) return false;
        instance = renewed;
        return call(instance, 'digest') === pristine;
      }),
      { numRuns: 1500 },
    );
    expect(changed).toBeGreaterThan(1000);
  });

  it.each([0, 1, 2, 3, 4, 5, 6, 7, 8, ...GROWING])(
    'notices state in place %i, so that the test above can fail',
    (where) => {
      const instance = fresh();
      call(instance, 'poke', where, 6);
      expect(call(instance, 'digest')).not.toBe(call(fresh(), 'digest'));
    },
  );

  it.each(GROWING)('gives up an instance that has grown (place %i)', (where) => {
    const instance = fresh();
    instance.core.takeImage();
    call(instance, 'poke', where, 0);
    expect(renewInstance(keeper, host, MAKE, instance)).toBeUndefined();
  });

  it('takes no image where an import was called while initialising: what it answered would come back', async () => {
    const asking = await load(await preparedForm(await parse(ASKING)));
    const instance = makeInstance(asking, host, MAKE);
    expect(instance.core.takeImage()).toBe(false);
    expect(renewInstance(asking, host, MAKE, instance)).toBeUndefined();
    const other = makeInstance(asking, host, { ...MAKE, seed: '03'.repeat(32) });
    expect(call(other, 'get')).not.toEqual(call(instance, 'get'));
  });

  it('gives each use resources, clock and randomness of its own', () => {
    const instance = fresh();
    instance.core.takeImage();
    const renewed = renewInstance(keeper, host, MAKE, instance);
    expect(renewed?.guest).not.toBe(instance.guest);
    expect(renewed?.guest.resources).not.toBe(instance.guest.resources);
  });
});

describe('an instance stock', () => {
  const meter = { givenUp: 0, putBack: 0 };
  const garbage = {
    dropped: () => void (meter.givenUp += 1),
    renewed: () => void (meter.putBack += 1),
  };
  const openStock = (component: LoadedComponent): InstanceStock => {
    Object.assign(meter, { givenUp: 0, putBack: 0 });
    return createInstanceStock(component, host, garbage);
  };
  const job = jobOf('digest');

  it('puts used instances back, with and without being asked ahead', () => {
    const stock = openStock(keeper);
    stock.make(MAKE);
    expect(meter.putBack).toBe(0);
    const first = stock.take(job);
    call(first, 'poke', 2, 99);
    stock.giveBack(first, delivered);
    stock.make(MAKE);
    expect(meter.putBack).toBe(1);
    const second = stock.take(job);
    expect(second.core).toBe(first.core);
    expect(call(second, 'digest')).toBe(call(fresh(), 'digest'));
    call(second, 'poke', 3, 99);
    stock.giveBack(second, delivered);
    const third = stock.take(job);
    expect(third.core).toBe(first.core);
    expect(call(third, 'digest')).toBe(call(fresh(), 'digest'));
  });

  it('makes up for a taken instance unordered, and the order that follows finds it there', () => {
    const stock = openStock(keeper);
    stock.refill();
    stock.make(MAKE);
    const first = stock.take(job);
    call(first, 'poke', 2, 99);
    stock.giveBack(first, delivered);
    stock.refill();
    stock.refill();
    stock.make(MAKE);
    expect(meter).toEqual({ givenUp: 0, putBack: 1 });
    const second = stock.take(job);
    expect(second.core).toBe(first.core);
    expect(call(second, 'digest')).toBe(call(fresh(), 'digest'));
  });

  it('makes nothing unordered of a component that asks for something in its initialisation', async () => {
    const stock = openStock(await load(await preparedForm(await parse(ASKING))));
    stock.make({ ...MAKE, seed: '03'.repeat(32) });
    const first = call(stock.take(job), 'get');
    stock.refill();
    stock.make({ ...MAKE, seed: '04'.repeat(32) });
    expect(call(stock.take(job), 'get')).not.toEqual(first);
  });

  it('drops an instance after a trap', () => {
    const stock = openStock(keeper);
    stock.make(MAKE);
    const first = stock.take(job);
    meter.givenUp = 0;
    stock.giveBack(first, failedJob('trapped', 'unreachable'));
    expect(meter.givenUp).toBe(1);
    expect(stock.take(job).core).not.toBe(first.core);
  });

  it('makes a new instance where a call has grown it, and stops taking images of one that always grows', () => {
    const stock = openStock(keeper);
    for (let round = 0; round < 6; round += 1) {
      stock.make(MAKE);
      expect(meter).toEqual({ givenUp: round, putBack: 0 });
      const instance = stock.take(job);
      expect(instance.core.isRenewable).toBe(round < 4);
      call(instance, 'poke', 9, 0);
      stock.giveBack(instance, delivered);
    }
  });
});

describe('calls on renewed instances', () => {
  const orders = { orders: Array.from({ length: 9 }, (_, id) => ({ id, total: id * 17 })) };
  const example = (name: string): string =>
    fileURLToPath(new URL(`../../../../examples/${name}/dist/${name}.wasm`, import.meta.url));
  it.each([
    ['json-query', example('json-query'), { expression: 'orders[?total > `50`].id', data: orders }],
    ['to-html', example('markdown'), { markdown: '# a *b*' }],
    ['checksum', example('checksum'), { data: 'abc' }],
    ['clock-random', guestPath('clock-random'), {}],
    ['state', guestPath('state'), {}],
    ['of-string', guestPath('all-types'), { value: 'a' }],
  ])('of %s answer as on new ones', async (name, path, args) => {
    const body = await preparedForm(new Uint8Array(await readFile(path)));
    const job = (id: number): OrderFrame => ({
      kind: 'job',
      id,
      header: jobOf(name),
      body: new TextEncoder().encode(JSON.stringify(args)),
    });
    const make: OrderFrame = { kind: 'make', id: 0, header: MAKE };
    const start: OrderFrame = { kind: 'load', id: 0, header: LOAD, body };
    const answers = (frames: readonly OrderFrame[]): readonly string[] =>
      runOrders([start, ...frames]).messages.flatMap(({ kind, header, body: answer }) =>
        kind === 'result' ? [`${JSON.stringify(header)} ${new TextDecoder().decode(answer)}`] : [],
      );
    const [expected = ''] = answers([job(1)]);
    expect(expected).toContain('"isError":false');
    expect(
      new Set(answers([make, job(1), make, job(2), job(3), make, make, job(4), job(5), job(6)])),
    ).toEqual(new Set([expected]));
    const component = await load(body);
    expect(makeInstance(component, host, MAKE).core.takeImage()).toBe(true);
  });
});
