/**
 * The parts of WASI 0.2 that the runtime half imports.
 *
 * componentize-qjs stubs every import of a package `wasi` when it is asked to leave out the
 * imports of its C library (`stubWasi`), and without that every component imports the file
 * system. So WASI is built under another name of the same length, and the names are set right
 * in the component's bytes ({@link restoreWasiNames}).
 */
const BUILD_NAME = 'wqzi:';
const REAL_NAME = 'wasi:';

/** WIT of the interfaces, under the name for building. */
export const WASI_WIT: string = `
package wasi:io@0.2.0 {
  interface poll {
    resource pollable { ready: func() -> bool; block: func(); }
  }
}
package wasi:clocks@0.2.0 {
  interface wall-clock {
    record datetime { seconds: u64, nanoseconds: u32 }
    now: func() -> datetime;
  }
  interface monotonic-clock {
    use wasi:io/poll@0.2.0.{pollable};
    type instant = u64;
    type duration = u64;
    now: func() -> instant;
    subscribe-duration: func(when: duration) -> pollable;
  }
}
package wasi:random@0.2.0 {
  interface random { get-random-bytes: func(len: u64) -> list<u8>; }
}
package wasi:cli@0.2.0 {
  interface environment { get-environment: func() -> list<tuple<string, string>>; }
}
`.replaceAll(REAL_NAME, BUILD_NAME);

/** The interfaces of the host that a bundle may import. */
export const OFFERED_INTERFACES: readonly string[] = [
  'kami:host/log@0.1.0',
  'kami:host/call@0.1.0',
  'kami:host/ask@0.1.0',
  'kami:host/notify@0.1.0',
  'kami:host/files@0.1.0',
  'kami:host/http@0.1.0',
  'kami:host/secrets@0.1.0',
  'wasi:clocks/wall-clock@0.2.0',
  'wasi:clocks/monotonic-clock@0.2.0',
  'wasi:random/random@0.2.0',
  'wasi:cli/environment@0.2.0',
];

/** The name an interface has while the component is built. */
export function toBuildName(interfaceName: string): string {
  return interfaceName.startsWith(REAL_NAME)
    ? BUILD_NAME + interfaceName.slice(REAL_NAME.length)
    : interfaceName;
}

/** The name an interface has in the finished component. */
export function toRealName(interfaceName: string): string {
  return interfaceName.startsWith(BUILD_NAME)
    ? REAL_NAME + interfaceName.slice(BUILD_NAME.length)
    : interfaceName;
}

/** WIT with the names of the finished component. */
export function toRealNames(wit: string): string {
  return wit.replaceAll(BUILD_NAME, REAL_NAME);
}

/** Sets the names in a component's bytes right, in place. */
export function restoreWasiNames(component: Buffer): void {
  for (let at = component.indexOf(BUILD_NAME); at !== -1; at = component.indexOf(BUILD_NAME, at + 1))
    component.write(REAL_NAME, at, 'latin1');
}
