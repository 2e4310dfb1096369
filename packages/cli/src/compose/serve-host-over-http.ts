import { once } from 'node:events';
import type { TokenRepository } from '@kami/registry';
import type { ToolHost } from '@kami/runtime';
import { isLoopback, parseListenAddress, serveHttp } from '@kami/transport-http';
import { err, kamiError, ok, type KamiError, type Result } from '@kami/types';
import type { HttpListening, HttpPlace } from '../app.ts';
import { boundHeap } from './bound-heap.ts';
import { nextStopSignal } from './next-stop-signal.ts';
import { INSTRUCTIONS } from './server-instructions.ts';
import type { ServiceParts } from './service-parts.ts';

/** Milliseconds that the last answers may take to be written after the last call has ended. */
const LAST_ANSWERS_MS = 1000;

/**
 * Serves a host of tools over MCP by HTTP until `signal` fires: then running calls have `serve.drain_ms` to end, while new
 * ones are refused. Another stop signal ends everything at once, which is the error `KAMI_CANCELLED`. Other errors:
 * `KAMI_USAGE`, `KAMI_NETWORK_FAILED`.
 */
export async function serveHostOverHttp(
  parts: ServiceParts,
  tokens: TokenRepository,
  host: ToolHost,
  place: HttpPlace,
  onListening: (listening: HttpListening) => void,
): Promise<Result<void, KamiError>> {
  const { config, signal } = parts;
  const address = parseListenAddress(place.address);
  if (!address.ok) return address;
  const isRemote = !isLoopback(address.value.host);
  if (isRemote && place.allowedHosts.length === 0) return err(needsHosts(place.address));
  using urgent = nextStopSignal(signal);
  boundHeap('many');
  const started = await serveHttp({
    ...settingsOf(parts),
    address: address.value,
    allowedHosts: place.allowedHosts.map((name) => name.toLowerCase()),
    tokens,
    host,
  });
  if (!started.ok) return started;
  await using service = started.value;
  parts.ownPorts.add(service.port);
  onListening({ url: service.url, port: service.port, isRemote });
  if (!signal.aborted) await once(signal, 'abort');
  service.startDraining();
  await host.drain({ withinMs: config.serve.drainMs, urgent: urgent.signal });
  if (urgent.signal.aborted)
    return err(
      kamiError('KAMI_CANCELLED', 'The server ended at the second signal; running calls were ended.'),
    );
  await service.answered(LAST_ANSWERS_MS);
  return ok(undefined);
}

type Settings = Omit<Parameters<typeof serveHttp>[0], 'address' | 'allowedHosts' | 'tokens' | 'host'>;

function settingsOf({ config, log, clock, version }: ServiceParts): Settings {
  const { http, serve } = config;
  return {
    info: { name: 'kami', version, instructions: INSTRUCTIONS },
    clock,
    nowMs: () => Number(clock.now().monotonicNanos / 1_000_000n),
    pageSize: serve.listPage,
    pollMs: serve.listPollMs,
    onError: (error) => log.log('warn', 'mcp over http', { error }),
    bounds: {
      requestsPerSecond: http.requestsPerSecond,
      burst: http.burst,
      concurrent: http.maxConcurrent,
      maxSessions: http.maxSessions,
      idleMs: http.sessionIdleMs,
    },
    connections: {
      maxConnections: http.maxConnections,
      headersTimeoutMs: http.headersTimeoutMs,
      requestTimeoutMs: http.requestTimeoutMs,
      maxMessageBytes: serve.maxMessageKb * 1024,
    },
  };
}

function needsHosts(address: string): KamiError {
  return kamiError('KAMI_USAGE', `Other machines could reach ${address}: say by which name they do.`, {
    hint: `Name it with: kami serve --http ${address} --allow-host NAME`,
  });
}
