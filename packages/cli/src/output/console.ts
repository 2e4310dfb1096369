import { styleText } from 'node:util';
import type { Json } from '@kami/types';
import { terminalText } from './terminal-text.ts';

/** How a word is to stand out, where the stream is a terminal that shows colours. */
export type Emphasis = 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'cyan';

/** A stream that text is written to. */
export interface OutputStream {
  readonly isTTY?: boolean;
  write(text: string): boolean;
}

/** Where a command writes: results on `out`, everything else on `err`. */
export interface Console {
  /** A line of the result. */
  out(line: string): void;
  /** The result as JSON: indented on a terminal, one line elsewhere. */
  json(value: Json): void;
  /** A line beside the result. */
  note(line: string): void;
  /** Text emphasised for the result's stream. */
  strong(emphasis: Emphasis, text: string): string;
  /** Text emphasised for the other stream. */
  mark(emphasis: Emphasis, text: string): string;
  /** Whether a person reads what goes beside the result. */
  readonly interactive: boolean;
}

/** What decides how a console writes. */
export interface ConsoleOptions {
  readonly stdout: OutputStream;
  readonly stderr: OutputStream;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** Makes a console. Colours only on terminals, and not where `NO_COLOR` is set. */
export function createConsole({ stdout, stderr, env }: ConsoleOptions): Console {
  const plain = (env['NO_COLOR'] ?? '') !== '' || env['TERM'] === 'dumb';
  const paint = (stream: OutputStream) => (emphasis: Emphasis, text: string) =>
    stream.isTTY === true && !plain ? styleText(emphasis, text, { validateStream: false }) : text;
  return {
    out: (line) => void stdout.write(`${line}\n`),
    json: (value) =>
      void stdout.write(
        `${textFor(stdout, JSON.stringify(value, undefined, stdout.isTTY === true ? 2 : undefined))}\n`,
      ),
    note: (line) => void stderr.write(`${line}\n`),
    strong: paint(stdout),
    mark: paint(stderr),
    interactive: stderr.isTTY === true,
  };
}

/** Text of a tool for a stream: as it is into files and pipes, made safe on a terminal. */
export function textFor(stream: OutputStream, text: string): string {
  return stream.isTTY === true ? terminalText(text) : text;
}
