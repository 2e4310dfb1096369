import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';

import { beforeAll, describe, expect, it } from 'vitest';

import { workspaceRoot } from './workspace-sources.ts';

/** A violation of a rule, written as a module of a domain package of a workspace of its own. */
interface Seed {
  readonly rule: string;
  readonly text: string;
  readonly file?: string;
}

const documented = '/** Seeds a violation for the test of the lint rules. */\n';
const promise = 'declare function load(): Promise<number>;\n';
const untyped = 'declare const input: any;\n';
const seeds: readonly Seed[] = [
  { rule: 'docs(require-jsdoc)', text: 'export function undocumented(): void {}\n' },
  { rule: 'docs(require-jsdoc)', text: 'export const undocumented: number = 1;\n' },
  { rule: 'docs(require-jsdoc)', text: 'export interface Undocumented { readonly a: number }\n' },
  { rule: 'docs(require-jsdoc)', text: 'export type Undocumented = string;\n' },
  { rule: 'docs(require-jsdoc)', text: 'export class Undocumented {}\n' },
  { rule: 'docs(require-description)', text: '/** */\nexport type Undescribed = string;\n' },
  { rule: 'docs(informative-docs)', text: '/** The max size. */\nexport const maxSize: number = 1;\n' },
  { rule: 'eslint(eqeqeq)', text: 'export const same: boolean = Math.PI == Math.E;\n' },
  { rule: 'eslint(max-lines)', text: `export {};\n${'// a line\n'.repeat(150)}` },
  { rule: 'eslint(no-console)', text: `console.log('text');\n` },
  { rule: 'eslint(no-restricted-globals)', text: 'process.exit();\n' },
  { rule: 'eslint(no-restricted-globals)', text: `Buffer.from('text');\n` },
  { rule: 'eslint(no-restricted-globals)', text: 'performance.now();\n' },
  { rule: 'eslint(no-restricted-properties)', text: 'Date.now();\n' },
  { rule: 'eslint(no-restricted-properties)', text: 'Math.random();\n' },
  { rule: 'import(no-default-export)', text: `${documented}export default 1;\n` },
  { rule: 'typescript(await-thenable)', text: 'await 1;\nexport {};\n' },
  { rule: 'typescript(ban-ts-comment)', text: '// @ts-ignore\nexport {};\n' },
  {
    rule: 'typescript(consistent-type-imports)',
    text: `import { A } from './a.ts';\n${documented}export type B = A;\n`,
  },
  { rule: 'typescript(no-explicit-any)', text: `${documented}export const value: any = 1;\n` },
  { rule: 'typescript(no-floating-promises)', text: `${promise}load();\n` },
  { rule: 'typescript(no-floating-promises)', text: `${promise}void load();\n` },
  {
    rule: 'typescript(no-misused-promises)',
    text: `${promise}[1].forEach(async () => { await load(); });\n`,
  },
  {
    rule: 'typescript(no-non-null-assertion)',
    text: `${documented}export const value: string = ['a'][0]!;\n`,
  },
  { rule: 'typescript(no-unsafe-argument)', text: `${untyped}Math.abs(input);\n` },
  {
    rule: 'typescript(no-unsafe-assignment)',
    text: `${untyped}${documented}export const value: string = input;\n`,
  },
  { rule: 'typescript(no-unsafe-call)', text: `${untyped}input();\n` },
  { rule: 'typescript(no-unsafe-member-access)', text: `${untyped}input.name.first;\n` },
  {
    rule: 'typescript(no-unsafe-return)',
    text: `${untyped}${documented}export function f(): string { return input; }\n`,
  },
  {
    rule: 'typescript(no-unsafe-type-assertion)',
    text: `declare const input: unknown;\n${documented}export const value: string = input as string;\n`,
  },
  { rule: 'typescript(only-throw-error)', text: `throw 'text';\n` },
  {
    rule: 'typescript(switch-exhaustiveness-check)',
    text: `declare const kind: 'a' | 'b';\nswitch (kind) { case 'a': break; }\n`,
  },
  { rule: 'unicorn(filename-case)', text: 'export {};\n', file: 'badName.ts' },
  { rule: 'unicorn(filename-case)', text: 'export {};\n', file: 'bad_name.ts' },
  { rule: 'workspace(described-disable)', text: '// oxlint-disable-next-line no-console\nconsole.log(1);\n' },
  {
    rule: 'workspace(described-disable)',
    text: '/* eslint-disable no-console -- short */\nconsole.log(1);\n',
  },
  { rule: 'workspace(no-enum)', text: `${documented}export enum Kind { A }\n` },
  ...[
    'utils',
    'string-utils',
    'util',
    'helpers',
    'test-helper',
    'common',
    'common-types',
    'misc',
    'manager',
  ].map((name) => ({ rule: 'workspace(no-vague-filename)', text: 'export {};\n', file: `${name}.ts` })),
];

const clean: readonly Seed[] = [
  { rule: '', text: `/** A number that stands for nothing else. */\nexport const value: number = 1;\n` },
  {
    rule: '',
    text: `// oxlint-disable-next-line no-console -- the one place that talks to the terminal\nconsole.log(1);\n`,
  },
  { rule: '', text: 'export {};\n', file: 'commonmark.ts' },
];

let findings = new Map<string, string[]>();

/** One run of oxlint in a folder: the rules that fired, by the name of the file's folder. */
async function lint(folder: string): Promise<Map<string, string[]>> {
  const args = [
    join(workspaceRoot, 'node_modules/oxlint/bin/oxlint'),
    '--no-ignore',
    '--format=json',
    'packages',
  ];
  const { promise: stdout, resolve } = Promise.withResolvers<string>();
  execFile(process.execPath, args, { cwd: folder, maxBuffer: 1 << 26 }, (_error, output) => resolve(output));
  const report = JSON.parse(await stdout) as { diagnostics: { code: string; filename: string }[] };
  const found = new Map<string, string[]>();
  for (const { code, filename } of report.diagnostics) {
    const key = basename(dirname(filename));
    found.set(key, [...(found.get(key) ?? []), code]);
  }
  return found;
}

beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'kami-lint-'));
  symlinkSync(join(workspaceRoot, 'node_modules'), join(folder, 'node_modules'), 'junction');
  for (const file of ['.oxlintrc.json', 'tsconfig.json', 'scripts/lint']) {
    cpSync(join(workspaceRoot, file), join(folder, file), { recursive: true });
  }
  for (const [group, list] of Object.entries({ seed: seeds, clean })) {
    for (const [index, { text, file = 'seeded.ts' }] of list.entries()) {
      const sources = join(folder, 'packages/types/src', `${group}-${index}`);
      mkdirSync(sources, { recursive: true });
      writeFileSync(join(sources, file), text);
    }
  }
  findings = await lint(folder);
  rmSync(folder, { recursive: true });
});

describe('lint', () => {
  it.each(seeds.map((seed, index) => [seed.rule, seed.file ?? seed.text, index] as const))(
    '%s fires on %j',
    (rule, _text, index) => {
      expect(findings.get(`seed-${index}`) ?? []).toContain(rule);
    },
  );

  it.each(clean.map((seed, index) => [seed.file ?? seed.text, index] as const))(
    'accepts %j',
    (_text, index) => {
      expect(findings.get(`clean-${index}`) ?? []).toEqual([]);
    },
  );
});
