import type { Guest } from '../guest.ts';
import { GuestExit } from '../guest-stop.ts';
import type { ImportInterface } from '../import-interface.ts';
import { EMPTY_SOURCE } from './byte-stream.ts';
import { standardOutput } from './standard-output.ts';
import { InputStream } from './input-stream.ts';
import { OutputStream } from './output-stream.ts';

/** `wasi:cli/terminal-input`, `terminal-input`: a guest has no terminal, so none is ever made. */
class TerminalInput {}

/** `wasi:cli/terminal-output`, `terminal-output`: as above. */
class TerminalOutput {}

/** `wasi:cli/environment@0.2.x`: the granted variables; no arguments, no working directory. */
export function environmentInterface(guest: Guest): ImportInterface {
  return {
    getEnvironment: (): readonly (readonly [string, string])[] => guest.load.environment,
    getArguments: (): readonly string[] => [],
    initialCwd: (): string | undefined => undefined,
  };
}

/** `wasi:cli/exit@0.2.x`: ends the call, not the process. */
export function exitInterface(): ImportInterface {
  return {
    exit(status: { readonly tag: 'ok' | 'err' }): never {
      throw new GuestExit(status.tag === 'ok' ? 0 : 1);
    },
    exitWithCode(code: number): never {
      throw new GuestExit(code & 0xff);
    },
  };
}

/** `wasi:cli/stdin@0.2.x`: at its end from the start. */
export function stdinInterface(guest: Guest): ImportInterface {
  return { getStdin: (): InputStream => new InputStream(guest, EMPTY_SOURCE) };
}

/** `wasi:cli/stdout@0.2.x`. */
export function stdoutInterface(guest: Guest): ImportInterface {
  return { getStdout: (): OutputStream => new OutputStream(guest, standardOutput(guest, 'stdout')) };
}

/** `wasi:cli/stderr@0.2.x`. */
export function stderrInterface(guest: Guest): ImportInterface {
  return { getStderr: (): OutputStream => new OutputStream(guest, standardOutput(guest, 'stderr')) };
}

/** `wasi:cli/terminal-*@0.2.x`: there is no terminal. */
export function terminalInterface(): ImportInterface {
  const none = (): undefined => undefined;
  return {
    TerminalInput,
    TerminalOutput,
    getTerminalStdin: none,
    getTerminalStdout: none,
    getTerminalStderr: none,
  };
}
