import { once } from 'node:events';
import { Socket } from 'node:net';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it, vi } from 'vitest';
import { startEarly } from '@kami/host-node/launch';
import { searchedChildren } from '../../src/walls/working-process.ts';
import { executorCommand } from '../../src/launch/executor-command.ts';

function program(source: string): { readonly entry: URL } {
  const file = join(mkdtempSync(join(tmpdir(), 'early-')), 'program.mjs');
  writeFileSync(file, source);
  return { entry: pathToFileURL(file) };
}

/** Leaves at the end of its input, as an executor does. */
const waiting = program("import { readSync } from 'node:fs'; readSync(3, Buffer.alloc(1));");
const wanted = ((command) => [command.file, ...command.args])(executorCommand(waiting));

describe('startEarly', () => {
  it('gives its process away once', async () => {
    const early = startEarly(waiting);
    const child = early.take(wanted);
    expect(child?.pid).toBeTypeOf('number');
    expect(early.take(wanted)).toBeUndefined();
    early.discard();
    expect(child?.killed).toBe(false);
    // Not by a signal: one that hits bubblewrap between its two processes leaves the other waiting for ever.
    const pipe = child?.stdio[3];
    if (child === undefined || !(pipe instanceof Socket)) throw new Error('it was not started');
    pipe.destroy();
    await once(child, 'exit');
  });

  it('gives nothing, and ends its process, when another command is wanted', async () => {
    const other = startEarly(waiting);
    const started = searchedChildren(process.pid);
    expect(started.length).toBeGreaterThan(0);
    expect(other.take([...wanted, '--more'])).toBeUndefined();
    expect(other.take(wanted)).toBeUndefined();
    await vi.waitUntil(() => !searchedChildren(process.pid).some((pid) => started.includes(pid)), {
      timeout: 15_000,
    });
  });
});
