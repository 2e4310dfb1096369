import type { Json, KamiError } from '@kami/types';
import type { Console } from './console.ts';
import { EXIT_CODES, type ExitCode } from './exit-code.ts';
import { terminalText } from './terminal-text.ts';

/** Prints an error for people, or as JSON on the result's stream, and gives the exit code. */
export function printError(console: Console, error: KamiError, asJson: boolean): ExitCode {
  if (asJson) console.json({ error: errorJson(error) });
  else {
    console.note(`${console.mark('red', 'error')} ${terminalText(error.message)}`);
    if (error.hint !== undefined && !error.message.includes(error.hint)) {
      console.note(`  ${console.mark('cyan', '→')} ${terminalText(error.hint)}`);
    }
    console.note(console.mark('dim', `  ${error.code}`));
  }
  return EXIT_CODES[error.code];
}

/** An error as `--json` shows it. */
export function errorJson({ code, message, hint, data, blame }: KamiError): Json {
  return {
    code,
    blame,
    message,
    ...(hint === undefined ? {} : { hint }),
    ...(data === undefined ? {} : { data }),
  };
}
