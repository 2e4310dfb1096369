import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { encodeRecordedHttp, parseRecordedHttp, type RecordedExchange } from '@kami/protocol';
import { err, kamiError, ok, type KamiError, type Result } from '@kami/types';

/** Reads recorded HTTP. Error: `KAMI_SOURCE_UNREADABLE`. */
export async function readRecording(path: string): Promise<Result<readonly RecordedExchange[], KamiError>> {
  const hint = 'Record it anew with: KAMI_TEST_RECORD=all kami test';
  const bytes = await readFile(path).catch((cause: unknown) => failure(cause));
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
    const message = `The recording ${path} cannot be written: ${failure(cause)}.`;
    return err(kamiError('KAMI_SOURCE_UNREADABLE', message, { cause }));
  }
}

function failure(cause: unknown): string {
  return cause instanceof Error && 'code' in cause ? String(cause.code) : 'it failed';
}
