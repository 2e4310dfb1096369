import { parse } from '@bytecodealliance/jco-transpile/wasm-tools';
import { describe, expect, it } from 'vitest';
import { classifyStop } from '../../../engine/src/executor/classify-stop.ts';
import { isCoreFunction } from '../../../engine/src/executor/core-imports.ts';
import { createHostLink } from '../../../engine/src/executor/host-link.ts';
import { enterCall, makeInstance, type Instance } from '../../../engine/src/executor/instance.ts';
import { createInstanceStock } from '../../../engine/src/executor/instance-stock.ts';
import type { JobOutcome } from '../../../engine/src/executor/job-outcome.ts';
import { loadComponent, type LoadedComponent } from '../../../engine/src/executor/loaded-component.ts';
import { evaluateScript } from '../../src/executor/evaluate-script.ts';
import { LOAD, MAKE, jobOf } from './orders.ts';
import { preparedForm } from './prepared-guest.ts';
import { createDice, writeProgram } from './random-program.ts';

const PROGRAMS = 125;
const CALLS = 80;
const MOST_POKES = 5;
/** Calls whose whole course is compared with the same on a new instance, beside its beginning. */
const COMPARED = 8;
const job = jobOf('digest');
const host = createHostLink({
  send() {},
  receive() {
    throw new Error('nobody answers');
  },
});

async function load(wat: string): Promise<LoadedComponent> {
  const code = { evaluate: evaluateScript, limitMemory: (): void => {} };
  const loaded = loadComponent(LOAD, await preparedForm(await parse(wat)), code);
  if (!loaded.ok) throw new Error(loaded.error);
  return loaded.value;
}

type Poke = readonly [where: number, value: number];

interface Course {
  /** The digest at the start, what each step gave, and the digest at the end. */
  readonly seen: readonly unknown[];
  readonly outcome: Pick<JobOutcome, 'header'>;
}

/** One call: reads all state, pokes, reads all state again; stops where a poke traps or exits, as a call does. */
function runCall(instance: Instance, pokes: readonly Poke[]): Course {
  const seen: unknown[] = [];
  const call = (name: string, ...args: readonly number[]): void => {
    const exported = instance.exports[name];
    if (!isCoreFunction(exported)) throw new TypeError(`no ${name}`);
    seen.push(exported(...args));
  };
  enterCall(instance, { job, deadlineNanos: 10n ** 18n });
  try {
    call('digest');
    for (const [where, value] of pokes) call('poke', where, value);
    call('digest');
    return { seen, outcome: { header: { status: 'delivered' } } };
  } catch (error) {
    const outcome = classifyStop(error, instance);
    return { seen: [...seen, outcome.header.status], outcome };
  } finally {
    host.leave();
  }
}

describe('calls of random programs', () => {
  it(`${PROGRAMS * CALLS} of them find nothing of the calls before`, async () => {
    const counts = { putBack: 0, givenUp: 0, stopped: 0, changed: 0 };
    const garbage = {
      renewed: () => void (counts.putBack += 1),
      dropped: () => void (counts.givenUp += 1),
    };
    for (let seed = 0; seed < PROGRAMS; seed += 1) {
      const { wat, places } = writeProgram(seed);
      const component = await load(wat);
      const dice = createDice(seed + 1_000_000);
      const [pristine] = runCall(makeInstance(component, host, MAKE), []).seen;
      const stock = createInstanceStock(component, host, garbage);
      for (let index = 0; index < CALLS; index += 1) {
        const pokes = Array.from({ length: dice.below(MOST_POKES + 1) }, (): Poke => [
          dice.below(places),
          dice.below(2 ** 31),
        ]);
        if (dice.below(3) > 0) stock.make(MAKE);
        const instance = stock.take(job);
        const { seen, outcome } = runCall(instance, pokes);
        const what = `program ${seed}, call ${index}`;
        expect(seen[0], what).toBe(pristine);
        if (index % (CALLS / COMPARED) === 0)
          expect(seen, what).toEqual(runCall(makeInstance(component, host, MAKE), pokes).seen);
        if (outcome.header.status !== 'delivered') counts.stopped += 1;
        else if (seen.at(-1) !== pristine) counts.changed += 1;
        stock.giveBack(instance, { ...outcome });
        if (dice.below(2) === 0) stock.refill();
      }
    }
    // The test is worth something only where calls did plant state, and instances were put back after it.
    expect(counts.changed).toBeGreaterThan(3000);
    expect(counts.putBack).toBeGreaterThan(2000);
    expect(counts.stopped).toBeGreaterThan(1000);
    expect(counts.givenUp).toBeGreaterThan(1000);
  }, 60_000);
});
