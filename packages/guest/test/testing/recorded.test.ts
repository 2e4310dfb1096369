import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { chooseHttp, recorded } from '../../src/testing/recorded.ts';

let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'kami-recorded-'))));
afterEach(() => rmSync(folder, { recursive: true }));

describe('chooseHttp', () => {
  const choose = (env: Record<string, string>, name = 'a.jsonl') =>
    chooseHttp(recorded(name), folder, env).mode;

  it('records where there is no recording, and replays where there is one', () => {
    const file = join(folder, 'a.jsonl');
    expect(chooseHttp('live', folder, {})).toEqual({ mode: 'live' });
    expect(chooseHttp(recorded('a.jsonl'), folder, {})).toEqual({ mode: 'record', file });
    writeFileSync(file, '');
    expect(chooseHttp(recorded(new URL(`file://${file}`)), '/', {})).toEqual({ mode: 'replay', file });
  });

  it('records anew where all is asked for, once for each recording of a process', () => {
    writeFileSync(join(folder, 'a.jsonl'), '');
    expect(choose({ KAMI_TEST_RECORD: 'all', CI: 'true' })).toBe('record');
    expect(choose({ KAMI_TEST_RECORD: 'all' })).toBe('replay');
    writeFileSync(join(folder, 'b.jsonl'), '');
    expect(choose({ KAMI_TEST_RECORD: 'all' }, 'b.jsonl')).toBe('record');
  });

  it('records nothing in a continuous integration, unless it is told to', () => {
    expect(() => choose({ CI: 'true' })).toThrow('KAMI_TEST_RECORD=missing kami test');
    expect(() => choose({ KAMI_TEST_RECORD: 'never' })).toThrow('There is no recording');
    expect(choose({ CI: 'false' })).toBe('record');
    expect(choose({ CI: '1', KAMI_TEST_RECORD: 'missing' })).toBe('record');
    expect(() => chooseHttp(recorded('x', { mode: 'never' }), folder, {})).toThrow('There is no recording');
    expect(() => choose({ KAMI_TEST_RECORD: 'some' })).toThrow('it can be missing, all or never');
  });
});
