import { DEFAULT_LIMITS, NO_PERMISSION, parseToolId, parseToolName, ok } from '@kami/types';
import { describe, expect, it } from 'vitest';
import type { Denial, FileJail, JailMount, JailRefusal, KeepFailure } from '../../src/index.ts';
import { createDenialLog } from '../../src/broker/denial-log.ts';
import { createMountTable } from '../../src/broker/mount-table.ts';

const id = parseToolId('dev.example.probe');
const name = parseToolName('probe');
if (!id.ok || !name.ok) throw new Error('fixture');
const scope = {
  tool: { id: id.value, name: name.value },
  permission: {
    ...NO_PERMISSION,
    mounts: [{ name: 'docs', hostPath: '/srv/secret-place', mode: 'rw' as const }],
  },
  limits: DEFAULT_LIMITS,
  privateFolder: '/private',
  isGrantable: () => true,
  connections: 'probe',
  signal: new AbortController().signal,
};

/** A mount of which only what the table itself does is asked. */
function mountThat(keeps: KeepFailure | undefined, closed: string[]): JailMount {
  const unused = () => Promise.reject(new Error('not asked for'));
  return {
    kind: 'directory',
    stat: unused,
    statAt: unused,
    open: unused,
    list: unused,
    makeDirectory: unused,
    remove: unused,
    rename: unused,
    readLink: unused,
    setTimesAt: unused,
    sync: unused,
    keep: () => Promise.resolve(keeps === undefined ? ok(undefined) : { ok: false, error: keeps }),
    [Symbol.asyncDispose]: () => Promise.resolve(void closed.push('closed')),
  };
}

function setUp(opened: JailMount | JailRefusal) {
  const seen: Denial[] = [];
  let opens = 0;
  const jail: FileJail = {
    open: () => {
      opens += 1;
      return Promise.resolve('code' in opened ? { ok: false, error: opened } : { ok: true, value: opened });
    },
  };
  const denials = createDenialLog(
    scope,
    () => Promise.reject(new Error('not asked for')),
    (denial) => seen.push(denial),
  );
  return { table: createMountTable(jail, scope, denials), seen, opens: () => opens };
}

describe('the mounts of a call', () => {
  it('are opened once, when they are first asked for, and closed with the table', async () => {
    const closed: string[] = [];
    const { table, opens } = setUp(mountThat(undefined, closed));
    expect(table.get(7)).toBeUndefined();
    expect(opens()).toBe(0);
    expect((await table.get(1))?.ok).toBe(true);
    await table.get(1);
    expect(opens()).toBe(1);
    expect(await table.keep()).toEqual({ ok: true, value: undefined });
    await table[Symbol.asyncDispose]();
    expect(closed).toEqual(['closed']);
  });

  it('are not opened any more once the table is closed', async () => {
    const { table, opens } = setUp(mountThat(undefined, []));
    await table[Symbol.asyncDispose]();
    expect(await table.get(1)).toEqual({ ok: false, error: 'bad-descriptor' });
    expect(opens()).toBe(0);
  });

  it('record why a folder is refused by the rules of the jail', async () => {
    const rule = { name: 'files.copy-entry', why: 'a/link: it is a link' };
    const { table, seen } = setUp({ code: 'not-permitted', rule });
    expect(await table.get(1)).toEqual({ ok: false, error: 'not-permitted' });
    expect(seen).toEqual([
      { what: 'to use the folder /mnt/docs: a/link: it is a link', rule: 'files.copy-entry' },
    ]);
    expect((await table.keep()).ok).toBe(true);
  });

  it.each([
    [true, 'KAMI_CONFLICT'],
    [false, 'KAMI_SOURCE_UNREADABLE'],
  ])('say what could not be kept, by its name for the guest (conflict: %s)', async (conflict, code) => {
    const { table } = setUp(mountThat({ entry: 'a/b', why: 'it was changed', conflict }, []));
    await table.get(1);
    const kept = await table.keep();
    expect(kept).toMatchObject({ ok: false, error: { code } });
    const message = kept.ok ? '' : kept.error.message;
    expect(message).toContain('/mnt/docs/a/b: it was changed.');
    expect(message).not.toContain('secret-place');
  });
});
