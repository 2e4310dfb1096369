import { kamiError } from '@kami/types';
import { describe, expect, it } from 'vitest';
import { createConsole, textFor, type OutputStream } from '../../src/output/console.ts';
import { printError } from '../../src/output/print-error.ts';
import { createProgress } from '../../src/output/progress.ts';

function stream(isTTY: boolean): OutputStream & { readonly text: () => string } {
  let written = '';
  return {
    isTTY,
    write(text) {
      written += text;
      return true;
    },
    text: () => written,
  };
}

function consoleOn(isTTY: boolean, env: Record<string, string> = {}) {
  const stdout = stream(isTTY);
  const stderr = stream(isTTY);
  return { stdout, stderr, console: createConsole({ stdout, stderr, env }) };
}

describe('createConsole', () => {
  it('keeps results and remarks apart', () => {
    const { stdout, stderr, console } = consoleOn(false);
    console.out('result');
    console.note('remark');
    console.json({ a: 1 });
    expect(stdout.text()).toBe('result\n{"a":1}\n');
    expect(stderr.text()).toBe('remark\n');
  });

  it('neutralises what JSON does not escape on a terminal only', () => {
    const [terminal, pipe] = [consoleOn(true), consoleOn(false)];
    for (const { console } of [terminal, pipe]) console.json('\u009b31m');
    expect(terminal.stdout.text()).toBe('"\\u{9b}31m"\n');
    expect(pipe.stdout.text()).toBe('"\u009b31m"\n');
  });

  it('colours only terminals without NO_COLOR', () => {
    expect(consoleOn(true).console.strong('red', 'x')).toBe('\u001b[31mx\u001b[39m');
    expect(consoleOn(false).console.strong('red', 'x')).toBe('x');
    expect(consoleOn(true, { NO_COLOR: '1' }).console.mark('red', 'x')).toBe('x');
    expect(consoleOn(true, { TERM: 'dumb' }).console.mark('red', 'x')).toBe('x');
  });
});

describe('textFor', () => {
  it('neutralises a tool’s text on a terminal only', () => {
    expect(textFor(stream(true), '\u001b[31m')).toBe('\\u{1b}[31m');
    expect(textFor(stream(false), '\u001b[31m')).toBe('\u001b[31m');
  });
});

describe('printError', () => {
  const error = kamiError('KAMI_DENIED', 'what and why', { hint: 'kami grant x net=y' });

  it('says what, why and the command that mends it, on standard error', () => {
    const { stdout, stderr, console } = consoleOn(false);
    expect(printError(console, error, false)).toBe(3);
    expect(stdout.text()).toBe('');
    expect(stderr.text()).toBe('error what and why\n  → kami grant x net=y\n  KAMI_DENIED\n');
  });

  it('gives JSON on standard output', () => {
    const { stdout, console } = consoleOn(false);
    expect(printError(console, error, true)).toBe(3);
    expect(JSON.parse(stdout.text())).toEqual({
      error: { code: 'KAMI_DENIED', blame: 'policy', message: 'what and why', hint: 'kami grant x net=y' },
    });
  });
});

describe('createProgress', () => {
  it('shows steps on a terminal and clears the line', () => {
    const { stderr, console } = consoleOn(true);
    const progress = createProgress(console, stderr);
    progress.step('working');
    progress[Symbol.dispose]();
    expect(stderr.text()).toContain('working');
    expect(stderr.text().endsWith('\r\u001b[2K')).toBe(true);
  });

  it('is silent elsewhere', () => {
    const { stderr, console } = consoleOn(false);
    using progress = createProgress(console, stderr);
    progress.step('working');
    expect(stderr.text()).toBe('');
  });
});
