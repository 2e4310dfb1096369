/** Ends the guest's code from inside a host function. It passes through WebAssembly as a trap does. */
export class GuestTrap extends Error {
  override readonly name = 'GuestTrap';
}

/** The host sent what it never sends: no fault of the guest's. It ends the process. */
export class HostDefect extends Error {
  override readonly name = 'HostDefect';
}

/** `wasi:cli/exit`: the guest ends its own call. */
export class GuestExit extends Error {
  override readonly name = 'GuestExit';
  /** 0 to 255. */
  readonly exitCode: number;

  constructor(exitCode: number) {
    super(`exit with code ${exitCode}`);
    this.exitCode = exitCode;
  }
}
