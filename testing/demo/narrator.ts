import { styleText } from 'node:util';

/** Tells a person what the demonstration does: sections, commands as one would type them, answers. */
export interface Narrator {
  section(title: string): void;
  command(line: string): void;
  answer(text: string): void;
  check(what: string): void;
  /** What was checked so far. */
  readonly checks: number;
}

const LINES = 8;
const WIDTH = 110;

/** Makes a narrator that writes to standard output. */
export function createNarrator(): Narrator {
  const colour = process.stdout.isTTY && (process.env['NO_COLOR'] ?? '') === '';
  const paint = (style: Parameters<typeof styleText>[0], text: string): string =>
    colour ? styleText(style, text, { validateStream: false }) : text;
  const write = (text: string): void => void process.stdout.write(`${text}\n`);
  let checks = 0;
  return {
    section: (title) => write(`\n${paint('bold', `── ${title}`)}`),
    command: (line) => write(`\n${paint('cyan', '$')} ${line}`),
    answer(text) {
      const lines = text.trimEnd().split('\n');
      for (const line of lines.slice(0, LINES))
        write(`  ${line.length > WIDTH ? `${line.slice(0, WIDTH)}…` : line}`);
      if (lines.length > LINES) write(paint('dim', `  … ${lines.length - LINES} more lines`));
    },
    check(what) {
      checks += 1;
      write(`  ${paint('green', '✓')} ${what}`);
    },
    get checks() {
      return checks;
    },
  };
}
