import { createInterface } from 'node:readline/promises';
import { terminalText } from '../output/terminal-text.ts';

/** A person at the terminal. Everything shown is made safe first. */
export interface Questioner extends Disposable {
  /** Shows a line. */
  tell(line: string): void;
  /** An answer without the spaces around it; nothing when the person left by Ctrl-C or Ctrl-D, or `signal` fired. */
  ask(question: string): Promise<string | undefined>;
}

/** Opens the terminal for questions: standard input and standard error, so that an answer on standard output stays whole. */
export function openQuestioner(signal: AbortSignal): Questioner {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const left = new AbortController();
  const leave = (): void => left.abort();
  terminal.on('SIGINT', leave).on('close', leave);
  const either = AbortSignal.any([signal, left.signal]);
  return {
    tell: (line) => void process.stderr.write(`${terminalText(line)}\n`),
    async ask(question) {
      if (either.aborted) return undefined;
      try {
        return (await terminal.question(terminalText(question), { signal: either })).trim();
      } catch {
        return undefined;
      }
    },
    [Symbol.dispose]: () => terminal.close(),
  };
}
