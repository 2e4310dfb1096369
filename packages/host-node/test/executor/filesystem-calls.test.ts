import { describe, expect, it } from 'vitest';
import type { LoadHeader } from '@kami/protocol';
import { createMemoryFiles, type MemoryFiles } from './memory-files.ts';
import { LOAD, jobOf } from './orders.ts';
import { preparedGuest } from './prepared-guest.ts';
import { payloadOf, runOrders, type Run } from './scripted-host.ts';

const WITH_DATA: LoadHeader = { ...LOAD, preopens: [{ guestPath: '/data', handle: 1, writable: true }] };

async function probe(files: MemoryFiles, args: object): Promise<Run & { readonly answer: unknown }> {
  const run = runOrders(
    [
      { kind: 'load', id: 0, header: WITH_DATA, body: await preparedGuest('fs-probe') },
      {
        kind: 'job',
        id: 1,
        header: jobOf('fs-probe', { structured: true }),
        body: new TextEncoder().encode(JSON.stringify(args)),
      },
    ],
    files.answer,
  );
  return { ...run, answer: payloadOf(run).structured };
}

describe('wasi:filesystem over host calls', () => {
  it('shows the granted folders without asking', async () => {
    const { answer, calls } = await probe(createMemoryFiles({}), { op: 'roots' });
    expect(JSON.stringify(answer)).toContain('/data');
    expect(calls).toEqual([]);
  });

  it('reads a small file with one crossing: its bytes come with the reply to the open', async () => {
    for (const op of ['read', 'read-stream']) {
      const { answer, calls } = await probe(createMemoryFiles({ 'a.txt': 'hello' }), { op, path: 'a.txt' });
      expect(JSON.stringify(answer)).toContain('hello');
      expect(calls.map((call) => call.op)).toEqual(['fs.open']);
    }
  });

  it('reads a large file beyond what came along', async () => {
    const files = createMemoryFiles({ 'a.txt': `${'x'.repeat(70_000)}end` });
    const { answer, calls } = await probe(files, { op: 'read', path: 'a.txt', offset: 70_000 });
    expect(JSON.stringify(answer)).toContain('end');
    expect(calls.map((call) => call.op)).toEqual(['fs.open', 'fs.read']);
  });

  it.each(['write', 'write-stream', 'append'])('%s reaches the host', async (op) => {
    const files = createMemoryFiles({ 'a.txt': '12345' });
    const { answer } = await probe(files, { op, path: 'a.txt', data: 'AB' });
    expect(answer).toMatchObject({ ok: true });
    const written = files.files.get('a.txt');
    expect(written === 'directory' ? '' : new TextDecoder().decode(written)).toBe(
      { write: 'AB', 'write-stream': 'AB345', append: '12345AB' }[op],
    );
  });

  it('lists, makes, renames and removes', async () => {
    const files = createMemoryFiles({ 'a.txt': '1' });
    expect(JSON.stringify((await probe(files, { op: 'list', path: '.' })).answer)).toContain('a.txt');
    expect((await probe(files, { op: 'mkdir', path: 'd' })).answer).toMatchObject({ ok: true });
    expect((await probe(files, { op: 'rename', path: 'a.txt', to: 'd/b.txt' })).answer).toMatchObject({
      ok: true,
    });
    expect((await probe(files, { op: 'unlink', path: 'd/b.txt' })).answer).toMatchObject({ ok: true });
    expect([...files.files.keys()]).toEqual(['.', 'd']);
  });

  it('gives the error codes of the host, and permits no links', async () => {
    const files = createMemoryFiles({ 'a.txt': '1' });
    expect((await probe(files, { op: 'stat', path: 'b.txt' })).answer).toEqual({ error: 'no-entry' });
    expect((await probe(files, { op: 'stat', path: 'x'.repeat(5000) })).answer).toEqual({
      error: 'name-too-long',
    });
    for (const op of ['link', 'symlink']) {
      expect((await probe(files, { op, path: 'a.txt', to: 'b.txt' })).answer).toEqual({
        error: 'not-permitted',
      });
    }
  });
});
