import { rename } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { TransferOptions, WebSource } from '@kami/registry';
import { MAX_COMPONENT_BYTES, ok, type KamiError, type Result } from '@kami/types';
import { downloadFile } from './download/download-file.ts';
import type { HttpClient } from './http/http-client.ts';
import { packageFormOf } from './unpack/package-form.ts';
import { unpackPackage } from './unpack/unpack-package.ts';

/** A tool that was downloaded. */
export interface WebTool {
  readonly path: string;
  /** Of what was downloaded: the component or the archive, in hexadecimal. */
  readonly sha256: string;
  /** Name for a component without a manifest. */
  readonly stem: string;
}

/** Downloads a component or an archive into a folder; which of both it is, its first bytes say. Throws Node's file errors. */
export async function fetchFromWeb(
  client: HttpClient,
  { url, sha256 }: WebSource,
  folder: string,
  options: TransferOptions,
): Promise<Result<WebTool, KamiError>> {
  const address = new URL(url);
  const path = join(folder, 'download');
  const loaded = await downloadFile(
    address.host,
    path,
    async (headers) => client.send({ method: 'GET', url: address, headers, signal: options.signal }),
    { maxBytes: MAX_COMPONENT_BYTES, ...(sha256 === undefined ? {} : { sha256 }) },
    options,
  );
  if (!loaded.ok) return loaded;
  if ((await packageFormOf(path)) === 'component') {
    const component = `${path}.wasm`;
    await rename(path, component);
    return ok({ path: component, sha256: loaded.value, stem: stemOf(address) });
  }
  const found = await unpackPackage(path, address.host, join(folder, 'unpacked'), options.signal);
  if (!found.ok) return found;
  return ok({ path: found.value, sha256: loaded.value, stem: basename(found.value, '.wasm') });
}

/** The last name of the address without its extension. */
function stemOf({ pathname }: URL): string {
  const last = pathname.split('/').findLast((name) => name !== '') ?? 'tool';
  return last.replace(/\.wasm$/u, '');
}
