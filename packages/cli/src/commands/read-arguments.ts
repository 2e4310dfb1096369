import { open } from 'node:fs/promises';
import { parseArguments } from '@kami/protocol';
import { err, kamiError, ok, type JsonObject, type KamiError, type Result } from '@kami/types';

/** The arguments of a call from the tokens and `--args` of the command line. */
export function readArguments(
  tokens: readonly string[],
  whole: string | undefined,
  schema: JsonObject,
): Promise<Result<JsonObject, KamiError>> {
  return parseArguments({ tokens, ...(whole === undefined ? {} : { whole }) }, schema, readBounded);
}

/** Reads a file, or standard input for `-`; never more than the bound. */
async function readBounded(path: string, maxBytes: number): Promise<Result<Uint8Array, KamiError>> {
  const what = path === '-' ? 'Standard input' : `The file ${path}`;
  try {
    await using file = path === '-' ? undefined : await open(path, 'r');
    const chunks: Uint8Array[] = [];
    let size = 0;
    const stream: AsyncIterable<unknown> = file?.createReadStream() ?? process.stdin;
    for await (const bytes of stream) {
      if (!(bytes instanceof Uint8Array)) continue;
      size += bytes.length;
      if (size > maxBytes)
        return err(kamiError('KAMI_USAGE', `${what} is over ${maxBytes / 1024 / 1024} MiB.`));
      chunks.push(bytes);
    }
    return ok(Buffer.concat(chunks));
  } catch (cause) {
    const why = cause instanceof Error && 'code' in cause ? ` (${String(cause.code)})` : '';
    return err(kamiError('KAMI_SOURCE_UNREADABLE', `${what} cannot be read${why}.`, { cause }));
  }
}
