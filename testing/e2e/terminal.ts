import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** Runs a command on a terminal of its own (`script` of util-linux) and gives all that it showed there. */
export async function runOnTerminal(
  command: readonly string[],
  environment: Readonly<Record<string, string>>,
): Promise<string> {
  const words = command.map((word) => `'${word.replaceAll("'", String.raw`'\''`)}'`).join(' ');
  const terminal = spawn('script', ['--quiet', '--return', '--command', words, '/dev/null'], {
    env: { ...environment, TERM: 'xterm', SHELL: '/bin/sh' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let shown = '';
  terminal.stdout.setEncoding('utf8').on('data', (text: string) => (shown += text));
  await once(terminal, 'close');
  return shown;
}
