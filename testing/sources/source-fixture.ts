import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { createEgress } from '../../packages/host-node/src/index.ts';
import type {
  OciRegistry,
  RegistryCredential,
  ToolFetcher,
  TransferOptions,
  TransferProgress,
} from '../../packages/registry/src/index.ts';
import {
  createHttpClient,
  createOciRegistry,
  createToolFetcher,
  type HttpClient,
} from '../../packages/sources/src/index.ts';

/** Sources over the real guard, with a temporary folder of their own. */
export interface SourceFixture extends AsyncDisposable {
  readonly client: HttpClient;
  readonly fetcher: ToolFetcher;
  readonly registry: OciRegistry;
  /** Registries whose credential was asked for. */
  readonly asked: readonly string[];
  /** What lies in the temporary folder. */
  leftOver(): readonly string[];
}

/** What a fixture is told. */
export interface FixtureOptions {
  /** Loopback hosts without TLS, each `HOST:PORT`. */
  readonly plainHttp?: readonly string[];
  readonly tokenRealms?: readonly string[];
  readonly credentials?: Readonly<Record<string, RegistryCredential>>;
}

/** Makes sources that may go to these hosts. */
export function makeSources({
  plainHttp = [],
  tokenRealms = [],
  credentials = {},
}: FixtureOptions): SourceFixture {
  const temporary = mkdtempSync(join(tmpdir(), 'kami-sources-'));
  const egress = createEgress();
  const named = { private: [], plainHttp };
  const client = createHttpClient({ egress, named });
  const asked: string[] = [];
  const parts = {
    client,
    named,
    tokenRealms,
    credentials: {
      find: async (registry: string) => {
        asked.push(registry);
        return Promise.resolve({ ok: true, value: credentials[registry] } as const);
      },
    },
  };
  return {
    client,
    fetcher: createToolFetcher({ ...parts, temporary }),
    registry: createOciRegistry(parts),
    asked,
    leftOver: () => readdirSync(temporary),
    async [Symbol.asyncDispose]() {
      await egress[Symbol.asyncDispose]();
      rmSync(temporary, { recursive: true, force: true });
    },
  };
}

/** A transfer that nobody withdraws, with what it told. */
export function watchedTransfer(): TransferOptions & { readonly heard: readonly TransferProgress[] } {
  const heard: TransferProgress[] = [];
  return {
    signal: new AbortController().signal,
    onProgress: (progress) => void heard.push(progress),
    heard,
  };
}
