import { beforeAll, describe, expect, it } from 'vitest';
import { bundleExecutor, startExecutor } from './child-executor.ts';
import { LOAD, MAKE, jobOf } from './orders.ts';
import { preparedGuest } from './prepared-guest.ts';

const utf8 = new TextEncoder();
const text = new TextDecoder();
let program: string;

beforeAll(async () => {
  program = await bundleExecutor();
});

describe('the executor process', () => {
  it('loads a component, makes an instance and runs calls in turn, without any permission', async () => {
    await using executor = startExecutor(program);
    expect(await executor.next()).toMatchObject({ kind: 'ready' });
    executor.send('load', 0, LOAD, await preparedGuest('echo'));
    expect(await executor.next()).toMatchObject({ kind: 'loaded' });
    executor.send('make', 0, MAKE);
    expect(await executor.next()).toMatchObject({ kind: 'made' });
    for (const id of [1, 2, 3]) {
      const args = JSON.stringify({ n: id });
      executor.send('job', id, jobOf('echo'), utf8.encode(args));
      const result = await executor.next();
      expect(result).toMatchObject({ kind: 'result', id, header: { status: 'delivered' } });
      expect(JSON.parse(text.decode(result.body))).toEqual({
        content: [{ type: 'text', text: args }],
        isError: false,
      });
    }
  });

  it('refuses to serve where the permission model does not hold', async () => {
    await using executor = startExecutor(program, []);
    expect(await executor.next()).toMatchObject({ kind: 'fault', header: { stage: 'self-test' } });
  });

  it('ends quietly when the host goes', async () => {
    await using executor = startExecutor(program);
    await executor.next();
    executor.pipe.destroy();
    expect(await executor.exited()).toBe(0);
  });
});
