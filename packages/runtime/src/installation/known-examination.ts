import { type ComponentStore } from '@kami/engine';
import type { ExaminationRepository } from '@kami/registry';
import { type Digest, type KamiError, type Result } from '@kami/types';
import { decodeExaminationRecord, type ExaminationRecord } from './examination-record.ts';

/** Where records of examined components stand: their bytes in one place, their digests in another. */
export interface ExaminationPorts {
  readonly store: ComponentStore;
  readonly examinations: ExaminationRepository;
  readonly sha256: (bytes: Uint8Array) => Digest;
}

/** A record that is to be kept, under its file name. */
export interface NewRecord {
  readonly key: string;
  readonly bytes: Uint8Array;
}

/**
 * The record of a component that was examined before. Nothing where there is none, where it is damaged, or where the
 * store cannot be read: then the component is examined.
 */
export async function knownExamination(
  { store, examinations }: Pick<ExaminationPorts, 'store' | 'examinations'>,
  component: Digest,
  key: string,
): Promise<ExaminationRecord | undefined> {
  const digest = await examinations.find(component, key);
  if (!digest.ok || digest.value === undefined) return undefined;
  const record = await store.readPrepared(component, key, digest.value);
  return record.ok ? decodeExaminationRecord(record.value) : undefined;
}

/** Keeps a record: its file first, then its digest in the registry. A crash in between leaves no record that is believed. */
export async function keepExamination(
  { store, examinations, sha256 }: ExaminationPorts,
  component: Digest,
  { key, bytes }: NewRecord,
): Promise<Result<void, KamiError>> {
  const written = await store.putPrepared(component, key, bytes);
  return written.ok ? examinations.keep(component, key, sha256(bytes)) : written;
}
