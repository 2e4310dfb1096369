import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildEcho, padded } from './echo-component.ts';
import { LOAD, jobOf } from './orders.ts';
import { preparedForm } from './prepared-guest.ts';
import { createDice } from './random-program.ts';
import { createTypeWriter } from './random-type.ts';
import { runOrders } from './scripted-host.ts';

const TYPES = 40;
const DEPTH = 5;

describe('values of random WIT types', () => {
  it.each([1, 2, 3, 4])('come back from a component as they were given (types of seed %i)', async (seed) => {
    const writer = createTypeWriter(createDice(seed));
    const types = Array.from({ length: TYPES }, () => writer.write(DEPTH));
    const component = await buildEcho(
      types.map(({ wit }) => wit),
      writer.definitions,
    );
    const load = { kind: 'load', id: 0, header: LOAD, body: await preparedForm(component) } as const;
    fc.assert(
      fc.property(fc.tuple(...types.map(({ value }) => value)), (values) => {
        const jobs = values.map((value, at) => ({
          kind: 'job' as const,
          id: at + 1,
          header: jobOf(`echo-${at}`),
          body: new TextEncoder().encode(JSON.stringify({ value: padded(value) })),
        }));
        const results = runOrders([load, ...jobs]).messages.filter(({ kind }) => kind === 'result');
        for (const [at, value] of values.entries()) {
          const { header, body } = results[at] ?? { header: 'no result', body: new Uint8Array() };
          expect(header, types[at]?.wit).toEqual({ status: 'delivered' });
          const answer = JSON.parse(new TextDecoder().decode(body)) as { structured: unknown };
          expect(answer.structured, types[at]?.wit).toEqual({ result: padded(value) });
        }
      }),
      { numRuns: 15 },
    );
  });
});
