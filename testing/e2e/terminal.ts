import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** What a person types when something is shown. */
export interface TypedAnswer {
  readonly after: string;
  readonly keys: string;
}

/**
 * Runs a command on a terminal of its own (`script` of util-linux) and gives all that it showed there. Nothing is typed
 * but `answer`, once what it answers is shown.
 */
export async function runOnTerminal(
  command: readonly string[],
  environment: Readonly<Record<string, string>>,
  answer?: TypedAnswer,
): Promise<string> {
  const words = command.map((word) => `'${word.replaceAll("'", String.raw`'\''`)}'`).join(' ');
  const terminal = spawn('script', ['--quiet', '--return', '--command', words, '/dev/null'], {
    env: { ...environment, TERM: 'xterm', SHELL: '/bin/sh' },
    stdio: [answer === undefined ? 'ignore' : 'pipe', 'pipe', 'inherit'],
  });
  let shown = '';
  let typed = answer === undefined;
  terminal.stdout?.setEncoding('utf8').on('data', (text: string) => {
    shown += text;
    if (typed || answer === undefined || !shown.includes(answer.after)) return;
    typed = true;
    terminal.stdin?.write(answer.keys);
  });
  await once(terminal, 'close');
  return shown;
}
