import { behaviours, invoke, rejects, same, type Behaviour } from './behaviour.ts';

const after = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });

const timers = behaviours('HTML 8.7 Timers', {
  'runs later': async () => {
    const seen: string[] = [];
    setTimeout(() => void seen.push('timer'), 0);
    seen.push('now');
    await after(5);
    same(seen, ['now', 'timer']);
  },
  'runs in the order in which they are due': async () => {
    const seen: number[] = [];
    for (const wait of [30, 10, 20]) setTimeout(() => void seen.push(wait), wait);
    await after(50);
    same(seen, [10, 20, 30]);
  },
  'gives arguments on': async () => {
    const given = await new Promise(
      (resolve) => void setTimeout((...all: unknown[]) => resolve(all), 1, 'a', 'b'),
    );
    same(given, ['a', 'b']);
  },
  'is forgotten': async () => {
    let ran = false;
    clearTimeout(setTimeout(() => void (ran = true), 1));
    await after(10);
    same(ran, false);
  },
  'ignores what is no timer': () => (
    clearTimeout(undefined),
    clearInterval(undefined),
    clearTimeout(123_456)
  ),
  'repeats until it is stopped': async () => {
    let runs = 0;
    await new Promise<void>((resolve) => {
      const every = setInterval(() => {
        runs += 1;
        if (runs < 3) return;
        clearInterval(every);
        resolve();
      }, 1);
    });
    await after(10);
    same(runs, 3);
  },
  'takes 0 for a time that is none': async () => {
    await new Promise<void>((resolve) => void Reflect.apply(setTimeout, undefined, [resolve, 'x']));
  },
});

const microtasks = behaviours('HTML 8.1.7 Microtasks, ECMA-262 27.2 Promise', {
  'runs microtasks before timers': async () => {
    const seen: string[] = [];
    setTimeout(() => void seen.push('timer'), 0);
    queueMicrotask(() => void seen.push('microtask'));
    await after(5);
    same(seen, ['microtask', 'timer']);
  },
  'runs reactions in their order': async () => {
    const seen: number[] = [];
    await Promise.all([1, 2, 3].map((number) => Promise.resolve().then(() => seen.push(number))));
    same(seen, [1, 2, 3]);
  },
  'waits for all': async () => same(await Promise.all([Promise.resolve(1), Promise.resolve(2)]), [1, 2]),
  'fails with the first': () =>
    rejects('RangeError', () => Promise.all([after(1), Promise.reject(new RangeError('x'))])),
  'says what became of each': async () =>
    same(
      (await Promise.allSettled([Promise.resolve(1), Promise.reject(new Error('x'))])).map(
        ({ status }) => status,
      ),
      ['fulfilled', 'rejected'],
    ),
  'gives the first that succeeds': async () =>
    same(await Promise.any([Promise.reject(new Error('x')), Promise.resolve(2)]), 2),
  'fails where none succeeds': () =>
    rejects('AggregateError', () =>
      Promise.any([after(1), after(2)].map((wait) => wait.then(() => Promise.reject(new Error('x'))))),
    ),
  'gives the first that settles': async () => same(await Promise.race([after(20), Promise.resolve(1)]), 1),
  'cleans up and passes on': async () => {
    let cleaned = false;
    same(await Promise.resolve(1).finally(() => void (cleaned = true)), 1);
    same(cleaned, true);
  },
  'is settled from outside': async () => {
    const { promise, resolve } = Promise.withResolvers<number>();
    resolve(1);
    same(await promise, 1);
  },
  'makes a throw a rejection': () =>
    rejects('RangeError', () =>
      Promise.resolve(
        invoke(Promise, 'try', () => {
          throw new RangeError('x');
        }),
      ),
    ),
  'follows what has a then': async () =>
    // oxlint-disable-next-line unicorn/no-thenable -- that is what is looked at
    same(await { then: (resolve: (value: number) => void) => resolve(7) }, 7),
  'iterates asynchronously': async () => {
    const seen: number[] = [];
    for await (const value of (async function* () {
      yield 1;
      yield await Promise.resolve(2);
    })())
      seen.push(value);
    same(seen, [1, 2]);
  },
});

const clocks = behaviours('High Resolution Time 4 Performance, ECMA-262 21.4 Date', {
  'measures time that passes': async () => {
    const before = performance.now();
    await after(5);
    same(performance.now() - before >= 4, true);
  },
  'tells the time of the host': () => same(Date.now() > 1_600_000_000_000, true),
  'constructs dates at that time': () => same(Math.abs(new Date().getTime() - Date.now()) < 60_000, true),
});

/** Timers, promises and clocks. */
export const scheduling: readonly Behaviour[] = [...timers, ...microtasks, ...clocks];
