import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createFileJail } from '@kami/host-node';
import type { FsErrorCode } from '@kami/protocol';
import type { JailDirectory } from '@kami/sandbox';
import { asFile, describeJail, flags, value } from './jail-fixture.ts';

/** A tree in memory: what a folder holds by name. A file is its text, a link its target. */
type Tree = ReadonlyMap<string, Tree | { readonly text: string } | { readonly target: string }>;
const isTree = (node: unknown): node is Tree => node instanceof Map;

const NAMES = ['a', 'b', 'c'];
const part = fc.constantFrom(...NAMES, '..', '.', 'missing');
const path = fc
  .tuple(fc.array(part, { minLength: 1, maxLength: 6 }), fc.constantFrom('', '/'))
  .map(([parts, end]) => parts.join('/') + end);
const target = fc.oneof({ weight: 6, arbitrary: path }, { weight: 1, arbitrary: fc.constant('/etc/passwd') });
const leaf = fc.oneof(
  fc.string({ maxLength: 3, unit: 'grapheme-ascii' }).map((text) => ({ text })),
  target.map((to) => ({ target: to })),
);
const { tree } = fc.letrec<{ node: Tree | { text: string } | { target: string }; tree: Tree }>((tie) => ({
  tree: fc
    .uniqueArray(fc.tuple(fc.constantFrom(...NAMES), tie('node')), {
      selector: ([name]) => name,
      maxLength: 3,
    })
    .map((entries) => new Map(entries)),
  node: fc.oneof({ depthSize: 'medium' }, leaf, tie('tree')),
}));

/** What the rules say a path leads to: recursion over the tree, written without the walk. */
function resolve(root: Tree, text: string): FsErrorCode | { readonly text: string } | 'directory' {
  if (text.startsWith('/')) return 'not-permitted';
  let links = 0;
  const go = (
    stack: readonly Tree[],
    rest: readonly string[],
    mustBeDirectory: boolean,
  ): ReturnType<typeof resolve> => {
    const [name, ...left] = rest;
    if (name === undefined) return 'directory';
    if (name === '' || name === '.') return go(stack, left, mustBeDirectory);
    if (name === '..')
      return stack.length === 1 ? 'not-permitted' : go(stack.slice(0, -1), left, mustBeDirectory);
    const node = stack.at(-1)?.get(name);
    if (node === undefined) return 'no-entry';
    const isLast = left.every((one) => one === '' || one === '.');
    if (isTree(node)) return go([...stack, node], left, mustBeDirectory);
    if ('text' in node) return isLast && !mustBeDirectory ? node : 'not-directory';
    links += 1;
    if (links > 40) return 'loop';
    if (node.target.startsWith('/')) return 'not-permitted';
    const ends = /(^|\/)\.{0,2}$/.test(node.target);
    return go(stack, [...node.target.split('/'), ...left], mustBeDirectory || (isLast && ends));
  };
  return go([root], text.split('/'), /(^|\/)\.{0,2}$/.test(text));
}

function build(folder: string, root: Tree): void {
  for (const [name, node] of root) {
    const place = join(folder, name);
    if (isTree(node)) {
      mkdirSync(place);
      build(place, node);
    } else if ('text' in node) writeFileSync(place, node.text);
    else symlinkSync(node.target, place);
  }
}

describeJail('the walk', (mechanism) => {
  it('leads where the rules say, on any tree of directories, files and links', async () => {
    const seen = new Set<string>();
    await fc.assert(
      fc.asyncProperty(tree, fc.array(path, { minLength: 1, maxLength: 12 }), async (root, paths) => {
        const folder = mkdtempSync(join(tmpdir(), 'kami-walk-test-'));
        build(folder, root);
        await using jail = value(
          await createFileJail({ mechanism, temporary: '' }).open({ hostPath: folder, writable: false }),
        );
        for (const one of paths) {
          const expected = resolve(root, one);
          await using found = await openOrCode(jail, one);
          seen.add(typeof expected === 'string' ? expected : 'file');
          expect({ path: one, outcome: found.outcome }).toEqual({ path: one, outcome: expected });
        }
        rmSync(folder, { recursive: true });
      }),
      { numRuns: 400 },
    );
    for (const outcome of ['file', 'directory', 'no-entry', 'not-permitted', 'not-directory'])
      expect(seen).toContain(outcome);
  });
});

async function openOrCode(
  jail: JailDirectory,
  one: string,
): Promise<AsyncDisposable & { readonly outcome: unknown }> {
  const opened = await jail.open(one, flags());
  if (!opened.ok) return { outcome: opened.error, async [Symbol.asyncDispose]() {} };
  const outcome =
    opened.value.kind === 'directory'
      ? 'directory'
      : { text: Buffer.from(value(await asFile(opened.value).read(0, 10))).toString() };
  return { outcome, [Symbol.asyncDispose]: () => opened.value[Symbol.asyncDispose]() };
}
