import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { buildProgram } from '../../src/program.ts';
import { documentedCommands } from './documented-commands.ts';
import { undocumentable } from './undocumentable.ts';

const root = fileURLToPath(new URL('../../../../', import.meta.url));
const pages = globSync(
  ['README.md', 'docs/*.md', 'docs/guest/*.md', 'packages/guest/README.md', 'examples/*/README.md'],
  { cwd: root },
);
const program = buildProgram('0.0.0', () => Promise.resolve());

describe('the documentation', () => {
  it.each(pages)('%s names only commands and options that exist', (page) => {
    const commands = documentedCommands(readFileSync(`${root}/${page}`, 'utf8'));
    expect(commands.flatMap((command) => undocumentable(program, command))).toEqual([]);
  });

  it('names every command in the README or in a page', () => {
    const text = pages
      .flatMap((page) => documentedCommands(readFileSync(`${root}/${page}`, 'utf8')))
      .join('\n');
    const missing = program.commands
      .map((command: Command) => command.name())
      .filter((name) => !new RegExp(`^kami ${name}\\b`, 'mu').test(text));
    expect(missing).toEqual([]);
  });
});

describe('documentedCommands', () => {
  it('finds them in code, not in prose', () => {
    const text = [
      'Type kami fly, or `kami list`, or `x` and `kami grant TOOL net=HOST`.',
      '```sh',
      '$ kami install a --yes   # kami nonsense',
      'kami run a | kami log',
      'alias kami="node kami.cjs"',
      '```',
      'See `kami://tools` and `kami.toml`.',
    ].join('\n');
    expect(documentedCommands(text)).toEqual([
      'kami list',
      'kami grant TOOL net=HOST',
      'kami install a --yes',
      'kami run a',
      'kami log',
    ]);
  });
});

describe('undocumentable', () => {
  it.each([
    'kami list',
    'kami serve --http',
    'kami secret set NAME',
    'kami --json list',
    'kami install S [--grant G …]',
    'kami help run',
    'kami ls',
  ])('takes %s', (command) => expect(undocumentable(program, command)).toEqual([]));

  it.each([
    ['kami fly', 'kami fly: there is no command fly'],
    ['kami list --wide', 'kami list --wide: kami list has no option --wide'],
    ['kami secret burn', 'kami secret burn: there is no command secret burn'],
    ['kami install S -x', 'kami install S -x: kami install has no option -x'],
  ])('refuses %s', (command, why) => expect(undocumentable(program, command)).toEqual([why]));
});
