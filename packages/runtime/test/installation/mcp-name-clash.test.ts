import { createHash } from 'node:crypto';
import type { InstalledTool } from '@kami/registry';
import { parseDigest, type Digest } from '@kami/types';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createMemoryToolRepository } from '../../../registry/test/memory/memory-tool-repository.ts';
import { listingsOf } from '../../src/index.ts';
import { checkMcpNames } from '../../src/installation/mcp-name-clash.ts';
import { DIGEST, fakeTool, must } from '../support/fixtures.ts';

const sha256 = (bytes: Uint8Array): Digest =>
  must(parseDigest(createHash('sha256').update(bytes).digest('hex')));
const tool = (name: string, ...functions: readonly string[]): InstalledTool =>
  fakeTool(name, {
    definitions: functions.map((of) => ({ name: of, description: of, inputSchema: { type: 'object' } })),
  });
const long = 'x'.repeat(39);
const toolName = fc
  .array(fc.constantFrom('a', 'm', 'z', '0', '9', '-'), { maxLength: 46 })
  .map((inner) => `a${inner.join('')}z`);

async function check(candidate: InstalledTool, installed: readonly InstalledTool[], hash = sha256) {
  const { tools } = createMemoryToolRepository();
  for (const one of installed) must(await tools.install(one, []));
  return checkMcpNames(tools, candidate, hash);
}

describe('checkMcpNames', () => {
  it('refuses two functions of one tool that clients could not tell apart, naming both', async () => {
    expect(await check(tool('web', 'get.page', 'get_page'), [])).toMatchObject({
      ok: false,
      error: {
        code: 'KAMI_NAME_TAKEN',
        message:
          'The functions "get_page" of dev.example.web and "get.page" of dev.example.web would both be web_get_page to clients.',
      },
    });
    expect((await check(tool('web', 'get.page', 'get_pages'), [])).ok).toBe(true);
  });

  it('refuses a function that has the shortened name of another tool’s, naming both', async () => {
    const shortened = tool(`${long}-and-more`, 'a', 'b');
    const [taken = ''] = listingsOf(shortened, sha256).map(({ mcpName }) => mcpName);
    const taker = tool(long, taken.slice(40), 'c');
    for (const [one, other] of [
      [taker, shortened],
      [shortened, taker],
    ] as const)
      expect(await check(one, [other])).toMatchObject({
        ok: false,
        error: {
          code: 'KAMI_NAME_TAKEN',
          message: expect.stringMatching(
            new RegExp(
              `^The functions ".*" of ${one.id} and ".*" of ${other.id} would both be ${taken} `,
              'u',
            ),
          ) as string,
          hint: expect.stringContaining(`kami remove ${other.id}`) as string,
        },
      });
  });

  it('refuses two shortened names whose digits are the same', async () => {
    const [one, other] = [tool(`${long}-one`, 'a-function'), tool(`${long}-two`, 'a-function', 'b')];
    const always = (): Digest => DIGEST;
    expect((await check(tool(`${long}-1-more`, 'first', 'second'), [other], always)).ok).toBe(false);
    expect((await check(one, [other])).ok).toBe(true);
  });

  it('takes a tool again that is installed', async () => {
    const again = tool(`${long}-and-more`, 'a', 'b');
    expect((await check(again, [again])).ok).toBe(true);
  });

  it('refuses exactly what would have a name twice among all', async () => {
    const names = fc.constantFrom('a', 'a-b', long, `${long}-b`, `${long.slice(1)}-b`);
    const functions = fc.uniqueArray(fc.constantFrom('f', 'g.h', 'g_h', 'aaaaaaaa', 'y'.repeat(20)), {
      minLength: 1,
    });
    await fc.assert(
      fc.asyncProperty(names, functions, names, functions, async (a, ofA, b, ofB) => {
        fc.pre(a !== b);
        const [one, other] = [tool(a, ...ofA), tool(b, ...ofB)];
        const all = [one, other].map((of) => listingsOf(of, () => DIGEST).map(({ mcpName }) => mcpName));
        const [own = [], others = []] = all;
        const isClear = new Set(own).size === own.length && own.every((name) => !others.includes(name));
        expect((await check(one, [other], () => DIGEST)).ok).toBe(isClear);
      }),
    );
  });

  it('lets no function through whose name clients do not take', () => {
    fc.assert(
      fc.property(toolName, fc.string({ unit: 'binary' }), (name, of) => {
        for (const { mcpName } of listingsOf(tool(name, of, 'other'), sha256))
          expect(mcpName).toMatch(/^[a-zA-Z0-9_-]{1,48}$/u);
      }),
    );
  });
});
