import { createHash } from 'node:crypto';
import type { ServerResponse } from 'node:http';

import { serveLoopback } from '../loopback/http-server.ts';

/** What a registry says of a component, and what it gives. */
export interface Lie {
  /** The component that its digest and size are stated of, unless said otherwise. */
  readonly component: Uint8Array;
  /** What it gives in the component's place. */
  readonly given?: Uint8Array;
  /** The size in the descriptor. */
  readonly statedSize?: number;
  /** The title of the component's layer. */
  readonly title?: string;
  /** Writes the answer to the request for the component by itself. */
  readonly answer?: (response: ServerResponse) => void;
}

/** A registry with one artefact, `a/tool:1`, that is not what it says. */
export interface LyingRegistry extends AsyncDisposable {
  /** `127.0.0.1:PORT`. */
  readonly host: string;
  /** `oci://127.0.0.1:PORT/a/tool`. */
  readonly source: string;
  /** Digest of the manifest that it gives. */
  readonly digest: string;
  tell(lie: Lie): void;
  /** Bytes of the component that were taken from it since the last lie. */
  readonly sent: number;
}

const digestOf = (bytes: Uint8Array): string => `sha256:${createHash('sha256').update(bytes).digest('hex')}`;

/** Starts a registry that has to be told what to lie. */
export async function startLyingRegistry(): Promise<LyingRegistry> {
  let lie: Lie = { component: new Uint8Array() };
  let sent = 0;
  const manifest = (): Buffer => {
    const { component, statedSize = component.length, title = 'tool.wasm' } = lie;
    return Buffer.from(
      JSON.stringify({
        schemaVersion: 2,
        mediaType: 'application/vnd.oci.image.manifest.v1+json',
        config: {
          mediaType: 'application/vnd.wasm.config.v0+json',
          digest: digestOf(Buffer.from('{}')),
          size: 2,
        },
        layers: [
          {
            mediaType: 'application/wasm',
            digest: digestOf(component),
            size: statedSize,
            annotations: { 'org.opencontainers.image.title': title },
          },
        ],
      }),
    );
  };
  const server = await serveLoopback((request, response) => {
    // Nothing is attached to the tool: neither by the referrers API nor by a tag.
    if (/\/referrers\/|\/manifests\/sha256-/u.test(request.url ?? '')) return response.writeHead(404).end();
    if (request.url?.includes('/manifests/') === true)
      return response.setHeader('content-type', 'application/vnd.oci.image.manifest.v1+json').end(manifest());
    if (lie.answer !== undefined) return lie.answer(response);
    const bytes = lie.given ?? lie.component;
    // In pieces, so that how much was taken can be told; without a length, so that it is not told beforehand.
    const write = (from: number): void => {
      if (from >= bytes.length) return void response.end();
      const piece = bytes.subarray(from, from + 65_536);
      response.write(piece, (error) => {
        if (error !== null && error !== undefined) return;
        if (response.socket?.destroyed !== false) return;
        sent += piece.length;
        write(from + piece.length);
      });
    };
    return write(0);
  });
  const host = `127.0.0.1:${server.port}`;
  return {
    host,
    source: `oci://${host}/a/tool`,
    get digest() {
      return digestOf(manifest());
    },
    tell(next) {
      lie = next;
      sent = 0;
    },
    get sent() {
      return sent;
    },
    [Symbol.asyncDispose]: async () => server[Symbol.asyncDispose](),
  };
}
