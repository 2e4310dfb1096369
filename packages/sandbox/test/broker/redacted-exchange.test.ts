import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ok, type Result } from '@kami/types';
import { createRedactor, type EgressExchange, type EgressFault, type EgressPart } from '../../src/index.ts';
import { redactExchange } from '../../src/broker/redacted-exchange.ts';

const SECRET = 'aab-aab-aac';
const NOTHING = new Uint8Array(0);

/** An exchange that gives these parts, whatever is asked for. */
function scripted(
  parts: readonly Result<EgressPart, EgressFault>[],
  onEnd: () => void = () => undefined,
): EgressExchange {
  const left = [...parts];
  return {
    send: async () => Promise.resolve(ok(true)),
    writable: async () => Promise.resolve(),
    readable: async () => Promise.resolve(),
    next: async () => {
      const part = left.shift();
      return part === undefined ? new Promise(() => undefined) : Promise.resolve(part);
    },
    [Symbol.asyncDispose]: async () => Promise.resolve(onEnd()),
  };
}

function response(chunks: readonly string[], trailers: readonly (readonly [string, string])[] = []) {
  const head: EgressPart = {
    kind: 'head',
    status: 200,
    headers: [['x', `has ${SECRET}`]],
    bytes: NOTHING,
    end: false,
  };
  const bytes = chunks.map((chunk): EgressPart => ({ kind: 'bytes', bytes: Buffer.from(chunk), end: false }));
  return [head, ...bytes, { kind: 'bytes', bytes: NOTHING, end: true, trailers } satisfies EgressPart].map(
    ok,
  );
}

async function readAll(
  exchange: EgressExchange,
  max: number,
): Promise<{ text: string; parts: EgressPart[] }> {
  const parts: EgressPart[] = [];
  for (;;) {
    await exchange.readable();
    const part = await exchange.next(max);
    if (!part.ok) throw new Error(part.error.message);
    parts.push(part.value);
    expect(part.value.bytes.length).toBeLessThanOrEqual(max);
    // An empty part that is not the end would make a reader ask again and again.
    if (part.value.kind === 'bytes' && !part.value.end) expect(part.value.bytes.length).toBeGreaterThan(0);
    if (part.value.end) return { text: Buffer.concat(parts.map(({ bytes }) => bytes)).toString(), parts };
  }
}

describe('an exchange whose response is redacted', () => {
  it('masks the secret in fields, body and trailers', async () => {
    const parts = response(['you sent aab-a', 'ab-aa', 'c!'], [['t', SECRET]]);
    const read = await readAll(redactExchange(scripted(parts), createRedactor([SECRET])), 1000);
    expect(read.text).toBe('you sent ***********!');
    expect(read.parts[0]).toMatchObject({ kind: 'head', status: 200, headers: [['x', 'has [secret]']] });
    expect(read.parts.at(-1)).toMatchObject({ end: true, trailers: [['t', '[secret]']] });
  });

  it('gives every byte once, in order, and never the secret, however it is cut and read', async () => {
    const piece = fc.constantFrom('a', 'aab-', 'aab-aab-aa', SECRET, 'c', 'other text', '');
    await fc.assert(
      fc.asyncProperty(
        fc.array(piece, { maxLength: 12 }),
        fc.integer({ min: 1, max: 20 }),
        async (chunks, max) => {
          const redactor = createRedactor([SECRET]);
          const exchange = redactExchange(scripted(response(chunks)), redactor);
          const { text } = await readAll(exchange, max);
          expect(text).toBe(Buffer.from(redactor.bytes(Buffer.from(chunks.join('')))).toString());
          expect(text).not.toContain(SECRET);
        },
      ),
    );
  });

  it('passes on a fault after what came before it, without the secret', async () => {
    const fault = { code: 'HTTP-response-incomplete', message: `cut off after ${SECRET}` } as const;
    const [head, body] = response(['text aab-a']);
    const parts = [head, body].flatMap((part) => (part === undefined ? [] : [part]));
    const exchange = redactExchange(
      scripted([...parts, { ok: false, error: fault }]),
      createRedactor([SECRET]),
    );
    expect(await exchange.next(100)).toMatchObject({ ok: true, value: { kind: 'head' } });
    const text = await exchange.next(100);
    expect(text.ok && Buffer.from(text.value.bytes).toString()).toBe('text ');
    expect(await exchange.next(100)).toMatchObject({
      ok: false,
      error: { message: 'cut off after [secret]' },
    });
  });

  it('passes on sending and the end', async () => {
    let ended = 0;
    const exchange = redactExchange(
      scripted([], () => (ended += 1)),
      createRedactor([SECRET]),
    );
    expect(await exchange.send(NOTHING, true)).toMatchObject({ ok: true });
    await exchange[Symbol.asyncDispose]();
    expect(ended).toBe(1);
  });
});
