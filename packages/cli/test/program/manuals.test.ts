import { describe, expect, it } from 'vitest';
import { buildProgram } from '../../src/program.ts';
import { documentedCommands } from './documented-commands.ts';
import { undocumentable } from './undocumentable.ts';

const program = buildProgram('0.0.0', () => Promise.resolve());

/** The whole help of a command, as it is printed. */
function helpOf(name: string): string {
  const command = program.commands.find((known) => known.name() === name);
  let text = '';
  command?.configureOutput({ writeOut: (part) => (text += part) }).outputHelp();
  return text;
}

describe('the manual of a command', () => {
  it.each([
    'build',
    'init',
    'dev',
    'install',
    'list',
    'inspect',
    'remove',
    'grant',
    'revoke',
    'approve',
    'sync',
    'export',
  ])('%s has examples of commands and options that exist', (name) => {
    const examples = helpOf(name)
      .split('\n')
      .filter((line) => line.startsWith('  kami '))
      .map((line) => `\`${line.trim()}\``);
    const commands = documentedCommands(examples.join('\n'));
    expect(commands.length).toBeGreaterThan(0);
    expect(commands.every((command) => command.startsWith(`kami ${name}`))).toBe(true);
    expect(commands.flatMap((command) => undocumentable(program, command))).toEqual([]);
  });

  it('stands below the options', () => {
    expect(helpOf('sync')).toMatch(/^Usage: kami sync[\s\S]*--prune[\s\S]*Exit codes: 0 the home matches/u);
  });
});
