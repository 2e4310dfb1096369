/** Every command line of `kami` in the code of a page: between backticks, or a line of a fenced block. */
export function documentedCommands(markdown: string): readonly string[] {
  const commands: string[] = [];
  let isFenced = false;
  for (const line of markdown.split('\n')) {
    if (line.startsWith('```')) isFenced = !isFenced;
    else if (isFenced) commands.push(...commandsOf(line.replace(/^\$ /u, '').replace(/\s# .*$/u, '')));
    else for (const [, code = ''] of line.matchAll(/`([^`]+)`/gu)) commands.push(...commandsOf(code));
  }
  return commands;
}

/** The commands of a line of a shell, without what is piped away or goes elsewhere. */
function commandsOf(line: string): readonly string[] {
  return line
    .split(/(?<!\\)[|;]|&&|<\(/u)
    .map((part) => part.trim().replace(/\)$/u, ''))
    .filter((part) => /^kami [a-z-]/u.test(part));
}
