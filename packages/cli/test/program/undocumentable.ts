import type { Command } from 'commander';

/** Commands that are there only when they are asked for. */
const OWN_WORDS = new Set(['help', 'complete']);

/** What of a documented command line does not exist, in words: the command, or options of it. */
export function undocumentable(program: Command, line: string): readonly string[] {
  const words = line.split(/\s+/u).slice(1);
  let command = program;
  const path: string[] = [];
  for (const word of words) {
    if (word.startsWith('-')) continue;
    if (command.commands.length === 0 || OWN_WORDS.has(word)) break;
    path.push(word);
    const below = command.commands.find((known) => known.name() === word || known.aliases().includes(word));
    if (below === undefined) return [`${line}: there is no command ${path.join(' ')}`];
    command = below;
  }
  const known = new Set(
    [program, command].flatMap(({ options }) => options.flatMap(({ long, short }) => [long, short])),
  );
  const given = words.flatMap((word) => /^\[?(--?[a-zA-Z][a-z-]*)/u.exec(word)?.[1] ?? []);
  return given
    .filter((option) => !known.has(option) && option !== '--help')
    .map((option) => `${line}: kami ${path.join(' ')} has no option ${option}`);
}
