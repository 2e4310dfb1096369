/** Answers each message on descriptor 3 with the first 64 bytes of it, reading and writing as an executor does: blocking. */
import { readSync, writeSync } from 'node:fs';

const bytes = Buffer.alloc(65_536);
for (;;) {
  const length = readSync(3, bytes);
  if (length === 0) process.exit();
  writeSync(3, bytes, 0, Math.min(length, 64));
}
