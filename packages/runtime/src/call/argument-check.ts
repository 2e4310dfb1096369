import { MAX_ARGUMENT_BYTES, MAX_ARGUMENT_DEPTH } from '@kami/protocol';
import { err, kamiError, ok, type JsonObject, type KamiError, type Result } from '@kami/types';

const utf8 = new TextEncoder();

/**
 * Checks size and depth and gives the JSON text as bytes. The schema is checked inside the executor:
 * the host runs nothing that is derived from a tool.
 */
export function encodeArguments(args: JsonObject): Result<Uint8Array, KamiError> {
  if (depthOver(args, MAX_ARGUMENT_DEPTH)) {
    return err(
      kamiError(
        'KAMI_ARGUMENT_INVALID',
        `The arguments are nested deeper than ${MAX_ARGUMENT_DEPTH} levels.`,
      ),
    );
  }
  const bytes = utf8.encode(JSON.stringify(args));
  if (bytes.length > MAX_ARGUMENT_BYTES) {
    const limit = MAX_ARGUMENT_BYTES / 1024 / 1024;
    return err(
      kamiError(
        'KAMI_ARGUMENT_INVALID',
        `The arguments are ${bytes.length} bytes; at most ${limit} MiB are taken.`,
      ),
    );
  }
  return ok(bytes);
}

/** Whether there is something more than `limit` levels down; goes no deeper itself. */
function depthOver(value: unknown, limit: number): boolean {
  if (limit < 0) return true;
  if (typeof value !== 'object' || value === null) return false;
  return Object.values(value).some((item) => depthOver(item, limit - 1));
}
