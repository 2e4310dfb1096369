import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** What a person does at a terminal: waits until it shows some words, then types. */
export interface TypedAnswer {
  /** Words that are shown, after those that the answer before waited for. */
  readonly after: string;
  readonly type: string;
}

/** What a command on a terminal showed, and its exit code. */
export interface TerminalResult {
  readonly shown: string;
  readonly code: number | null;
}

/** Runs a command on a terminal of its own (`script` of util-linux) and gives all that it showed there. */
export async function runOnTerminal(
  command: readonly string[],
  environment: Readonly<Record<string, string>>,
): Promise<string> {
  return (await answerOnTerminal(command, environment, [])).shown;
}

/** Runs a command on a terminal of its own and types answers there, each when its words are shown. */
export async function answerOnTerminal(
  command: readonly string[],
  environment: Readonly<Record<string, string>>,
  answers: readonly TypedAnswer[],
): Promise<TerminalResult> {
  const words = command.map((word) => `'${word.replaceAll("'", String.raw`'\''`)}'`).join(' ');
  const terminal = spawn('script', ['--quiet', '--return', '--flush', '--command', words, '/dev/null'], {
    env: { ...environment, TERM: 'xterm', SHELL: '/bin/sh' },
    stdio: [answers.length === 0 ? 'ignore' : 'pipe', 'pipe', 'inherit'],
  });
  let shown = '';
  let read = 0;
  const left = [...answers];
  const answer = (): void => {
    for (let next = left[0]; next !== undefined; next = left[0]) {
      const at = shown.indexOf(next.after, read);
      if (at < 0) return;
      read = at + next.after.length;
      terminal.stdin?.write(next.type);
      left.shift();
    }
  };
  terminal.stdout?.setEncoding('utf8').on('data', (text: string) => {
    shown += text;
    answer();
  });
  await once(terminal, 'close');
  return { shown, code: terminal.exitCode };
}
