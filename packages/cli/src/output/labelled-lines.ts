import { terminalText } from './terminal-text.ts';

const LABEL_WIDTH = 10;

/** Writes values below each other, the first behind its label; nothing for no value. */
export type LineWriter = (label: string, ...values: readonly string[]) => void;

/** Makes a writer of labelled lines; text of a tool stands on one line and is made safe. */
export function labelledLines(write: (text: string) => void, dim: (text: string) => string): LineWriter {
  return (label, ...values) => {
    values.forEach((value, index) =>
      write(`  ${dim((index === 0 ? label : '').padEnd(LABEL_WIDTH))} ${oneLine(value)}`),
    );
  };
}

/** The lines, or one that says that there is nothing. */
export function orNothing(lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? ['nothing'] : lines;
}

/** Text of a tool on one line: a line break of its own would look like a line of KAMI's. */
function oneLine(text: string): string {
  return terminalText(text.replaceAll(/\r?\n/gu, ' ⏎ '));
}
