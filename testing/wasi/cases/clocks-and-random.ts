import { expect } from 'vitest';

import { caseTable, type ConformanceCase } from '../conformance-case.ts';
import { big, gave, named, resource, step } from '../step.ts';

const wall = 'wasi:clocks/wall-clock';
const monotonic = 'wasi:clocks/monotonic-clock';
const random = 'wasi:random/random';
const insecure = 'wasi:random/insecure';
const ready = 'wasi:io/poll [method]pollable.ready';
const anyBig = { $big: expect.stringMatching(/^\d+$/u) as unknown };
const many = 4096;

const { cases, positive, negative } = caseTable();

/** Whether two outcomes are not the same. */
function differ([first, next]: readonly unknown[]): boolean {
  return JSON.stringify(first) !== JSON.stringify(next);
}

const second = 1_000_000_000n;
/** Nanoseconds in the outcome of a reading. */
function nanos(outcome: unknown): bigint {
  const { ok } = outcome as { ok: { $big: string } | { seconds: { $big: string }; nanoseconds: number } };
  return '$big' in ok ? BigInt(ok.$big) : BigInt(ok.seconds.$big) * second + BigInt(ok.nanoseconds);
}

positive(`${wall} now`, 'gives the time since 1970', step(`${wall} now`), {
  holds: ([now]) => Math.abs(Number(nanos(now) / second) - Date.now() / 1000) < 60,
});
positive(
  `${monotonic} now`,
  'gives nanoseconds that never go back',
  step(`${monotonic} now`),
  step(`${monotonic} now`),
  {
    holds: ([first, next]) => nanos(next) > nanos(first),
  },
);
for (const now of [`${wall} now`, `${monotonic} now`] as const) {
  negative(
    now,
    'does not measure computing: only readings advance it, the engine has some of its own',
    step(now),
    ...Array.from({ length: 10 }, () => step(`${random} get-random-bytes`, [big(many)])),
    step(now),
    { holds: (outcomes) => nanos(outcomes.at(-1)) - nanos(outcomes[0]) < 100_000n },
  );
}
positive(
  `${wall} resolution`,
  'is a microsecond',
  step(`${wall} resolution`, [], gave({ seconds: big(0), nanoseconds: 1000 })),
);
negative(
  `${wall} resolution`,
  'is not that of the machine, however often it is asked',
  step(`${wall} now`),
  step(`${wall} resolution`, [], gave({ seconds: big(0), nanoseconds: 1000 })),
);
positive(`${monotonic} resolution`, 'is a microsecond', step(`${monotonic} resolution`, [], gave(big(1000))));
negative(
  `${monotonic} resolution`,
  'is not that of the machine, however often it is asked',
  step(`${monotonic} now`),
  step(`${monotonic} resolution`, [], gave(big(1000))),
);
positive(
  `${monotonic} subscribe-instant`,
  'is ready at once for an instant that is over',
  named('pollable', step(`${monotonic} subscribe-instant`, [big(0)], gave(resource))),
  step(ready, ['$pollable'], gave(true)),
);
negative(
  `${monotonic} subscribe-instant`,
  'is not ready before the last instant there is',
  named('pollable', step(`${monotonic} subscribe-instant`, [big(2n ** 64n - 1n)])),
  step(ready, ['$pollable'], gave(false)),
);
positive(
  `${monotonic} subscribe-duration`,
  'is ready at once for no time',
  named('pollable', step(`${monotonic} subscribe-duration`, [big(0)])),
  step(ready, ['$pollable'], gave(true)),
);
negative(
  `${monotonic} subscribe-duration`,
  'does not wrap around for the longest time there is',
  named('pollable', step(`${monotonic} subscribe-duration`, [big(2n ** 64n - 1n)])),
  step(ready, ['$pollable'], gave(false)),
);

for (const [bytesOf, u64] of [
  [`${random} get-random-bytes`, `${random} get-random-u64`],
  [`${insecure} get-insecure-random-bytes`, `${insecure} get-insecure-random-u64`],
] as const) {
  positive(
    bytesOf,
    'gives as many bytes as asked for',
    step(bytesOf, [big(0)], gave({ $text: '' })),
    step(bytesOf, [big(many)], gave({ $length: many })),
  );
  negative(bytesOf, 'beyond its bound traps', step(bytesOf, [big(2n ** 63n)]), {
    ends: 'too many random bytes',
  });
  positive(u64, 'gives 64 bits', step(u64, [], gave(anyBig)));
  negative(u64, 'never gives the same again', step(u64), step(u64), { holds: differ });
}
const seed = 'wasi:random/insecure-seed insecure-seed';
positive(seed, 'gives 128 bits', step(seed, [], gave([anyBig, anyBig])));
negative(seed, 'never gives the same again', step(seed), step(seed), { holds: differ });

/** `wasi:clocks` and `wasi:random`. */
export const clockAndRandomCases: readonly ConformanceCase[] = cases;
