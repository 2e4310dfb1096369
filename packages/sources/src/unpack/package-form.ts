import { open } from 'node:fs/promises';

/** What a file is, by how it begins; its name and what a server says of it may be wrong. */
export type PackageForm = 'component' | 'gzip' | 'zip' | 'tar';

/** Where a tar header has its magic (POSIX.1-2001, pax, "ustar Interchange Format"). */
const USTAR_AT = 257;
const HEAD_BYTES = 512;

/** The form of a file; nothing where it is none of these. Throws Node's file errors. */
export async function packageFormOf(path: string): Promise<PackageForm | undefined> {
  await using file = await open(path, 'r');
  const head = Buffer.alloc(HEAD_BYTES);
  const { bytesRead } = await file.read(head, 0, HEAD_BYTES, 0);
  const text = head.toString('latin1', 0, bytesRead);
  if (text.startsWith('\0asm')) return 'component';
  if (text.startsWith('\u001f\u008b')) return 'gzip';
  if (text.startsWith('PK\u0003\u0004') || text.startsWith('PK\u0005\u0006')) return 'zip';
  return text.startsWith('ustar', USTAR_AT) ? 'tar' : undefined;
}
