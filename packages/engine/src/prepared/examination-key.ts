import { preparedKey } from './prepared-key.ts';

/**
 * Version of a record's form, and of what examining checks: a record of another version is none, so that a component which
 * a check was added for is examined anew.
 */
const RECORD_FORM = 1;

/**
 * File name of the record of a component that was examined under a memory limit in MiB, by this engine under a Node
 * (`process.versions.node`).
 */
export function examinationKey(maxMemoryMb: number, nodeVersion: string): string {
  return `examined-${RECORD_FORM}-${preparedKey(maxMemoryMb, nodeVersion)}`;
}
