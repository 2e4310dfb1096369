import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** Runs a command on a terminal of its own (`script` of util-linux), types, and gives all that was shown there. */
export async function runOnTerminal(
  command: readonly string[],
  environment: Readonly<Record<string, string>>,
  typed = '',
): Promise<string> {
  const words = command.map((word) => `'${word.replaceAll("'", String.raw`'\''`)}'`).join(' ');
  const terminal = spawn('script', ['--quiet', '--return', '--command', words, '/dev/null'], {
    env: { ...environment, TERM: 'xterm', SHELL: '/bin/sh' },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  terminal.stdin.end(typed);
  let shown = '';
  terminal.stdout.setEncoding('utf8').on('data', (text: string) => (shown += text));
  await once(terminal, 'close');
  return shown;
}
