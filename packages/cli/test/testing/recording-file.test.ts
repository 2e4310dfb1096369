import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { growRecording, readRecording, writeRecording } from '../../src/testing/recording-file.ts';

let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'kami-recording-'))));
afterEach(() => rmSync(folder, { recursive: true }));

const EXCHANGE = {
  request: { method: 'GET', url: 'https://a/', headers: [], body: new Uint8Array(0) },
  response: { status: 200, headers: [], body: Uint8Array.of(1) },
};

describe('a recording', () => {
  it('is written whole, its folder made, and read again', async () => {
    const path = join(folder, 'deep', 'a.jsonl');
    expect(await writeRecording(path, [EXCHANGE])).toEqual({ ok: true, value: undefined });
    expect(await readRecording(path)).toEqual({ ok: true, value: [EXCHANGE] });
    expect(readdirSync(join(folder, 'deep'))).toEqual(['a.jsonl']);
  });

  it('that grows has everything in the end, however its writes come', async () => {
    const path = join(folder, 'a.jsonl');
    const recording = growRecording(path);
    const writes = Array.from({ length: 5 }, async () => {
      recording.add([EXCHANGE]);
      return recording.write();
    });
    expect(await Promise.all(writes)).toEqual(
      Array.from({ length: 5 }, () => ({ ok: true, value: undefined })),
    );
    const read = await readRecording(path);
    expect(read.ok ? read.value : []).toHaveLength(5);
    expect(readdirSync(folder)).toEqual(['a.jsonl']);
  });

  it('that is not there, is none, or cannot be written is an error that says how to record', async () => {
    const path = join(folder, 'a.jsonl');
    const missing = await readRecording(path);
    expect(missing).toMatchObject({ ok: false, error: { code: 'KAMI_SOURCE_UNREADABLE' } });
    writeFileSync(path, '{}\n');
    const broken = await readRecording(path);
    expect(broken.ok ? '' : broken.error.message).toContain('is no recording');
    expect(broken.ok ? '' : broken.error.hint).toContain('KAMI_TEST_RECORD=all');
    const below = await writeRecording(join(path, 'b.jsonl'), [EXCHANGE]);
    expect(below.ok ? '' : below.error.message).toContain('cannot be written');
  });
});
