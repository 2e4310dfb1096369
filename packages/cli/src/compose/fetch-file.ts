/**
 * Threat: KAMI's own requests become a way around the guard, or a file without an end. Rule: they pass the same egress
 * guard as a tool's, with one rule for one origin; no redirect is followed, and a file has a bound.
 */
import type { Egress, EgressExchange } from '@kami/sandbox';
import type { FetchedFile } from '@kami/signature-sigstore';
import { concatBytes, err, kamiError, ok, parseNetRule, type KamiError, type Result } from '@kami/types';

/** Bytes of one file: the largest that The Update Framework's client takes is 5 MB. */
const MAX_FILE_BYTES: number = 8 * 1024 * 1024;
const PART_BYTES = 65_536;
const TIMEOUT_MS = 20_000;

/** Fetches a file by GET. Error: `KAMI_NETWORK_FAILED`. */
export async function fetchFile(egress: Egress, address: string): Promise<Result<FetchedFile, KamiError>> {
  if (!URL.canParse(address)) return failed(address, 'it is no address');
  const rule = parseNetRule(`GET ${new URL(address).origin}`);
  if (!rule.ok) return failed(address, rule.error);
  await using exchange = egress.start('kami', [rule.value], {
    method: 'GET',
    url: address,
    headers: [],
    body: 'none',
    connectTimeoutMs: TIMEOUT_MS,
    firstByteTimeoutMs: TIMEOUT_MS,
    betweenBytesTimeoutMs: TIMEOUT_MS,
  });
  return await readAll(exchange, address);
}

async function readAll(exchange: EgressExchange, address: string): Promise<Result<FetchedFile, KamiError>> {
  const parts: Uint8Array[] = [];
  let [size, status] = [0, 200];
  for (;;) {
    const part = await exchange.next(PART_BYTES);
    if (!part.ok) return failed(address, part.error.message);
    if (part.value.kind === 'head') status = part.value.status;
    if (status !== 200) return ok({ status });
    size += part.value.bytes.length;
    if (size > MAX_FILE_BYTES) return failed(address, `it is larger than ${MAX_FILE_BYTES} bytes`);
    parts.push(part.value.bytes);
    if (part.value.end) return ok({ bytes: concatBytes(parts) });
  }
}

function failed(address: string, reason: string): Result<never, KamiError> {
  return err(
    kamiError('KAMI_NETWORK_FAILED', `${address} cannot be fetched: ${reason}.`, {
      hint: 'Look at the section [network] with: kami config',
    }),
  );
}
