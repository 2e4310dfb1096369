import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { encodeRecordedHttp, parseRecordedHttp, type RecordedExchange } from '@kami/protocol';
import { err, kamiError, ok, type KamiError, type Result } from '@kami/types';
import { fileErrorCode } from '../output/file-error-code.ts';

/** Reads recorded HTTP. Error: `KAMI_SOURCE_UNREADABLE`. */
export async function readRecording(path: string): Promise<Result<readonly RecordedExchange[], KamiError>> {
  const hint = 'Record it anew with: KAMI_TEST_RECORD=all kami test';
  const bytes = await readFile(path).catch(fileErrorCode);
  if (typeof bytes === 'string')
    return err(
      kamiError('KAMI_SOURCE_UNREADABLE', `The recording ${path} cannot be read: ${bytes}.`, { hint }),
    );
  const parsed = parseRecordedHttp(bytes);
  if (parsed.ok) return parsed;
  return err(kamiError('KAMI_SOURCE_UNREADABLE', `${path} is no recording: ${parsed.error}.`, { hint }));
}

/** Writes recorded HTTP, whole or not at all. Error: `KAMI_SOURCE_UNREADABLE`. */
export async function writeRecording(
  path: string,
  exchanges: readonly RecordedExchange[],
): Promise<Result<void, KamiError>> {
  const whole = `${path}.${process.pid}.part`;
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(whole, encodeRecordedHttp(exchanges));
    await rename(whole, path);
    return ok(undefined);
  } catch (cause) {
    const message = `The recording ${path} cannot be written: ${fileErrorCode(cause)}.`;
    const hint = 'Name another file in recorded(FILE), or let this user write there.';
    return err(kamiError('KAMI_SOURCE_UNREADABLE', message, { cause, hint }));
  }
}

/** A recording that grows while a tool is tested. */
export interface GrowingRecording {
  /** Keeps what a call requested. */
  add(exchanges: readonly RecordedExchange[]): void;
  /** Writes all that was kept. Error: `KAMI_SOURCE_UNREADABLE`. */
  write(): Promise<Result<void, KamiError>>;
}

/** Begins a recording in a file. Calls end while others are being written: one write follows the other, so that the last has everything. */
export function growRecording(file: string): GrowingRecording {
  const kept: RecordedExchange[] = [];
  let last: Promise<unknown> = Promise.resolve();
  return {
    add: (exchanges) => void kept.push(...exchanges),
    async write() {
      const writing = last.then(() => writeRecording(file, kept));
      last = writing;
      return writing;
    },
  };
}
