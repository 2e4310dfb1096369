// oxlint-disable unicorn/no-thenable -- promises are what is tested
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createJobQueue } from '../../src/promise/job-queue.ts';
import { createPromiseConstructor } from '../../src/promise/promise-constructor.ts';
import type { GuestPromiseConstructor } from '../../src/promise/promise-constructor.ts';

const makeGuest = (): { Guest: GuestPromiseConstructor; drain: () => void } => {
  const jobs = createJobQueue((error) => {
    throw error;
  });
  return { Guest: createPromiseConstructor((job) => jobs.add(job)), drain: () => jobs.drain() };
};

/** One step of a program; numbers choose among the promises made so far. */
type Step = { readonly op: (typeof OPS)[number]; readonly a: number; readonly b: number };
const OPS = [
  'resolve',
  'reject',
  'adopt',
  'then',
  'catch',
  'finally',
  'nested',
  'throwing',
  'thenable',
  'all',
  'settled',
  'any',
  'race',
  'try',
  'late',
] as const;

/** What the program saw, in order. */
function trace(P: GuestPromiseConstructor, steps: readonly Step[]): string[] {
  const seen: string[] = [];
  const made = [P.resolve('first')];
  const at = (index: number): ReturnType<GuestPromiseConstructor['resolve']> =>
    made[index % made.length] ?? P.resolve();
  const show = (value: unknown): string =>
    value instanceof AggregateError
      ? `aggregate ${JSON.stringify(value.errors)}`
      : (JSON.stringify(value) ?? 'undefined');
  const late: (() => void)[] = [];
  steps.forEach(({ op, a, b }, index) => {
    const say = (what: string) => (value: unknown) => {
      seen.push(`${index} ${what} ${show(value)}`);
      return `${index}`;
    };
    const make = {
      resolve: () => P.resolve(index),
      reject: () => P.reject(index),
      adopt: () => new P((resolve) => resolve(at(a))),
      then: () => at(a).then(say('then'), say('failed')),
      catch: () => at(a).catch(say('catch')),
      finally: () => at(a).finally(() => (seen.push(`${index} finally`), at(b))),
      nested: () => at(a).then(() => at(b).then(say('inner'))),
      throwing: () =>
        at(a).then(() => {
          // oxlint-disable-next-line typescript/only-throw-error -- a number shows in the trace which step threw
          throw index;
        }),
      thenable: () => P.resolve({ then: (resolve: (value: number) => void) => resolve(index) }),
      all: () => P.all([at(a), index, at(b)]),
      settled: () => P.allSettled([at(a), at(b)]),
      any: () => P.any([at(a), at(b)]),
      race: () => P.race([at(a), at(b)]),
      try: () => P.try(() => at(a)),
      late: () => {
        const { promise, resolve } = P.withResolvers();
        late.push(() => resolve(at(b)));
        return promise;
      },
    } satisfies { [name in (typeof OPS)[number]]: () => unknown };
    const promise = make[op]();
    made.push(promise);
    void promise.then(say('value'), say('reason'));
  });
  for (const run of late) run();
  return seen;
}

const steps = fc.array(fc.record({ op: fc.constantFrom(...OPS), a: fc.nat(20), b: fc.nat(20) }), {
  maxLength: 20,
});

describe('createPromiseConstructor', () => {
  it('runs every job in the order of the engine', async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (program) => {
        const { Guest, drain } = makeGuest();
        const ours = trace(Guest, program);
        drain();
        // The engine's promises have the same functions; their types say less about the callbacks.
        const engine = trace(Promise as unknown as GuestPromiseConstructor, program);
        await new Promise((resolve) => {
          setImmediate(resolve);
        });
        expect(ours).toEqual(engine);
      }),
      { numRuns: 300 },
    );
  });

  it('settles once, with what came first', () => {
    const { Guest, drain } = makeGuest();
    const seen: unknown[] = [];
    new Guest((resolve, reject) => {
      resolve(1);
      reject(2);
      resolve(3);
    }).then((value: unknown) => seen.push(value));
    drain();
    expect(seen).toEqual([1]);
  });

  it('refuses to wait for itself', () => {
    const { Guest, drain } = makeGuest();
    const { promise, resolve } = Guest.withResolvers();
    resolve(promise);
    const seen: unknown[] = [];
    promise.catch((error: unknown) => seen.push(error));
    drain();
    expect(seen).toEqual([expect.any(TypeError)]);
  });

  it('rejects where reading `then` throws, and where it throws after it resolved', () => {
    const { Guest, drain } = makeGuest();
    const seen: unknown[] = [];
    const note = (value: unknown): unknown => seen.push(value);
    const poisoned = {
      get then(): unknown {
        throw new Error('poison');
      },
    };
    const twice = {
      then: (resolve: (value: string) => void) => {
        resolve('kept');
        throw new Error('ignored');
      },
    };
    Guest.resolve(poisoned).then(note, note);
    Guest.resolve(twice).then(note, note);
    drain();
    expect(seen).toEqual([expect.objectContaining({ message: 'poison' }), 'kept']);
  });

  it('is called Promise and takes only a function', () => {
    const { Guest } = makeGuest();
    expect(Guest.name).toBe('Promise');
    expect(Object.prototype.toString.call(Guest.resolve())).toBe('[object Promise]');
    expect(() => void Reflect.construct(Guest, [1])).toThrow(TypeError);
  });
});
