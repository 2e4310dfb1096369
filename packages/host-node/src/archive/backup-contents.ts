/**
 * Threat: an archive that writes outside the home, names a file twice, has a file that was changed or a component under
 * the digest of another, or draws on the terminal by what it says of itself. Rule: only the paths of a home's own files
 * are taken; each is listed with size and SHA-256, a component with the one that its folder has, and the list, which
 * stands last, must fit what was read, byte for byte.
 */
import { isJsonObject, isSecretName, parseDigest, type Digest, type Json } from '@kami/types';

/** The database of the home in an archive. */
export const DATABASE_ENTRY = 'kami.db';
/** The list of an archive's files, its last file. */
export const CONTENTS_ENTRY = 'kami-backup.json';

/** Bytes that the list of an archive may have: some 400,000 files. */
export const MAX_CONTENTS_BYTES: number = 64 * 1024 * 1024;

const FORMAT = 'kami-backup/1';
const STORED = /^store\/sha256\/([0-9a-f]{64})\/([a-z0-9][a-z0-9.-]{0,127})$/;
const COMPONENT = /^store\/sha256\/(?<digest>[0-9a-f]{64})\/component\.wasm$/;
const VERSION = /^[\w.+-]{1,64}$/;
const TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?Z$/;
const SECRET = /^secrets\/([^/]+)\.json$/;

/** A file of an archive. */
export interface ArchivedFile {
  readonly path: string;
  readonly size: number;
  readonly digest: Digest;
}

/** What an archive says of itself. */
export interface BackupContents {
  /** The KAMI that made it. */
  readonly kami: string;
  /** RFC 3339, UTC. */
  readonly madeAt: string;
  readonly files: readonly ArchivedFile[];
}

/** Whether a path is one that an archive may have. */
export function isArchivedPath(path: string): boolean {
  if (path === DATABASE_ENTRY || STORED.test(path)) return true;
  const secret = SECRET.exec(path)?.[1];
  return secret !== undefined && isSecretName(secret);
}

/** The list as it stands in the archive. */
export function formatContents({ kami, madeAt, files }: BackupContents): string {
  const listed = files.map(({ path, size, digest }): Json => ({ path, size, sha256: digest }));
  return `${JSON.stringify({ format: FORMAT, kami, madeAt, files: listed })}\n`;
}

/** Reads the list; nothing when it is not of its form. */
export function parseContents(text: string): BackupContents | undefined {
  const value = parseJson(text);
  if (!isJsonObject(value) || value['format'] !== FORMAT || !Array.isArray(value['files'])) return undefined;
  const { kami, madeAt } = value;
  if (typeof kami !== 'string' || typeof madeAt !== 'string') return undefined;
  if (!VERSION.test(kami) || !TIME.test(madeAt)) return undefined;
  const files: ArchivedFile[] = [];
  const entries: readonly unknown[] = value['files'];
  for (const entry of entries) {
    const file = parseFile(entry);
    if (file === undefined) return undefined;
    files.push(file);
  }
  return { kami, madeAt, files };
}

function parseFile(value: unknown): ArchivedFile | undefined {
  if (!isJsonObject(value)) return undefined;
  const { path, size, sha256 } = value;
  if (typeof path !== 'string' || typeof size !== 'number' || typeof sha256 !== 'string') return undefined;
  const digest = parseDigest(sha256);
  const named = COMPONENT.exec(path)?.groups?.['digest'];
  if (named !== undefined && named !== sha256) return undefined;
  return digest.ok && isArchivedPath(path) ? { path, size, digest: digest.value } : undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
