import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { readLog } from '../e2e/dispatched-call.ts';
import { makeTestHome } from '../e2e/kami.ts';
import { envelope, type Era, eras, openWire, type WireSession } from '../e2e/wire-session.ts';
import { guestPath } from '../guests/index.ts';

const home = makeTestHome();

beforeAll(async () => {
  await home.must(['install', guestPath('echo')]);
});

afterAll(() => {
  home[Symbol.dispose]();
});

const ping = '{"jsonrpc":"2.0","id":1,"method":"ping"}';

/** Whether the server still lists its tools, once it answered all before. */
async function expectAlive(session: WireSession): Promise<void> {
  await session.send({ id: 'alive', method: 'tools/list' });
  expect(await session.next()).toMatchObject({ id: 'alive', result: { tools: [{ name: 'echo' }] } });
}

/** Writes each of these lines in each era; all are refused with this code, with no id, and the server goes on. */
async function expectRefused(
  lines: readonly (string | Uint8Array)[],
  code: number,
  id: unknown = null,
): Promise<void> {
  const refused = async (era: Era): Promise<void> => {
    await using session = await openWire(home, era);
    for (const line of lines) {
      await session.write(line);
      await session.write('\n');
      expect(await session.next(), `${era}: ${line.toString()}`).toMatchObject({ id, error: { code } });
    }
    await expectAlive(session);
    expect(await session.close()).toMatchObject({ code: 0 });
  };
  for (const era of eras) await refused(era);
}

describe('lines that are no message', () => {
  it('case 67: a line that is no JSON is a parse error', async () => {
    const noUtf8 = Uint8Array.of(0x22, 0xff, 0xfe, 0x22);
    await expectRefused(['hello', '{', '{"a":1,}', "{'a':1}", 'NaN', `${ping}${ping}`, noUtf8], -32_700);
  });

  it('case 68: an object that is no JSON-RPC is an invalid request', async () => {
    const lines = [
      '{}',
      '1',
      '"ping"',
      'null',
      '{"a":1}',
      '{"jsonrpc":"1.0","method":"ping"}',
      '{"jsonrpc":"2.0","method":7}',
      '{"jsonrpc":"2.0","method":"ping","extra":true}',
      '{"jsonrpc":"2.0","method":"ping","params":[1]}',
    ];
    await expectRefused(lines, -32_600);
  });

  it('case 69: a batch is an invalid request, however small', async () => {
    await expectRefused(['[]', `[${ping}]`, `[${ping},${ping}]`], -32_600);
  });

  it('case 70: an id that is null, an object, a list, a boolean or a fraction is an invalid request', async () => {
    const ids = ['null', '{}', '[]', 'true', '0.5', '1e300'];
    await expectRefused(
      ids.map((id) => `{"jsonrpc":"2.0","id":${id},"method":"tools/list"}`),
      -32_600,
    );
  });

  it('case 73: a byte-order mark is a parse error that says so', async () => {
    await expectRefused([`\ufeff${ping}`], -32_700);
    await using session = await openWire(home, 'legacy');
    await session.write(`\ufeff${ping}\n`);
    expect((await session.next()).error?.message).toContain('byte-order mark');
  });

  it('case 76: a key given twice is refused, at any depth and however it is spelled', async () => {
    const lines = [
      '{"jsonrpc":"2.0","id":1,"id":2,"method":"ping"}',
      '{"jsonrpc":"2.0","id":1,"method":"ping","m\\u0065thod":"tools/list"}',
      '{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"echo","arguments":{"a":[{"b":1,"b":2}]}}}',
    ];
    const calls = (await readLog(home, 'echo')).length;
    await expectRefused(lines, -32_600);
    expect(await readLog(home, 'echo')).toHaveLength(calls);
  });
});

describe('lines that are a message in an odd dress', () => {
  it('case 74: UTF-8 split over chunks, CRLF and blank lines are accepted', async () => {
    for (const era of eras) {
      await using session = await openWire(home, era);
      const meta = era === 'modern' ? `,"_meta":${JSON.stringify(envelope)}` : '';
      const call = `{"jsonrpc":"2.0","id":7,"method":"tools/call","params":{"name":"echo","arguments":{"text":"日本🙂"}${meta}}}`;
      await session.write('\r\n\n');
      for (const byte of Buffer.from(`${call}\r\n`)) await session.write(Uint8Array.of(byte));
      expect(await session.next()).toMatchObject({
        id: 7,
        result: { structuredContent: { text: '日本🙂' } },
      });
      await expectAlive(session);
    }
  });
});
