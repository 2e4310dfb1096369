import { caseTable, type ConformanceCase } from '../conformance-case.ts';
import { refused, step } from '../step.ts';

const { cases, negative } = caseTable();
const denied = refused('access-denied');

for (const family of ['ipv4', 'ipv6']) {
  negative(
    'wasi:sockets/tcp-create-socket create-tcp-socket',
    `is denied for ${family}`,
    step('wasi:sockets/tcp-create-socket create-tcp-socket', [family], denied),
  );
  negative(
    'wasi:sockets/udp-create-socket create-udp-socket',
    `is denied for ${family}`,
    step('wasi:sockets/udp-create-socket create-udp-socket', [family], denied),
  );
}

/** `wasi:sockets`: linked, and denied at the call. What takes a network is called from C: this engine cannot hold one. */
export const socketCases: readonly ConformanceCase[] = cases;
