/** A host that starts a prepare process and waits for it: to be killed. */
import { argv } from 'node:process';
import { createPreparer } from '@kami/host-node';

const preparer = createPreparer({ prepareEntry: argv[2] ?? '', deadlineMs: 60_000 });
await preparer.prepare(Uint8Array.of(1), { maxMemoryMb: 64 }, new AbortController().signal);
