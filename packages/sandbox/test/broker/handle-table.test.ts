import { describe, expect, it } from 'vitest';
import { createHandleTable, FIRST_DYNAMIC_HANDLE, MAX_OPEN_HANDLES } from '../../src/index.ts';

function resource(closed: string[], name: string): AsyncDisposable {
  return { [Symbol.asyncDispose]: () => Promise.resolve(void closed.push(name)) };
}

describe('createHandleTable', () => {
  it('gives back what was put in, until it is dropped', async () => {
    const closed: string[] = [];
    const table = createHandleTable(1);
    const first = resource(closed, 'first');
    const handle = table.add(first) ?? 0;
    expect(handle).toBeGreaterThan(FIRST_DYNAMIC_HANDLE);
    expect(table.get(handle)).toBe(first);
    await table.drop(handle);
    expect(table.get(handle)).toBeUndefined();
    await table.drop(handle);
    expect(closed).toEqual(['first']);
  });

  it('knows no handle of another call', () => {
    const old = createHandleTable(1);
    const now = createHandleTable(2);
    const handle = old.add(resource([], 'x')) ?? 0;
    now.add(resource([], 'y'));
    expect(now.get(handle)).toBeUndefined();
  });

  it('refuses more than its bound', () => {
    const table = createHandleTable(3);
    for (let i = 0; i < MAX_OPEN_HANDLES; i++) expect(table.add(resource([], ''))).toBeTypeOf('number');
    expect(table.add(resource([], ''))).toBeUndefined();
  });

  it('closes everything at the end of the call', async () => {
    const closed: string[] = [];
    const table = createHandleTable(4);
    table.add(resource(closed, 'a'));
    table.add(resource(closed, 'b'));
    await table[Symbol.asyncDispose]();
    expect(closed).toEqual(['a', 'b']);
  });

  it('takes nothing after the end of the call: whoever opened it then closes it', async () => {
    const table = createHandleTable(5);
    await table[Symbol.asyncDispose]();
    expect(table.add(resource([], 'late'))).toBeUndefined();
  });
});
