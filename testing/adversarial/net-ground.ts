import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { makeTestHome, type TestHome } from '../e2e/kami.ts';
import { openSession } from '../e2e/mcp-session.ts';
import { makeToolFolder } from '../e2e/tool-folder.ts';
import type { GuestName } from '../guests/index.ts';
import { createProbe, type Probe } from './probe.ts';

/** What came of a request, as the guest net-probe tells it. */
export interface Outcome {
  readonly status?: number;
  /** The address that answered. */
  readonly url?: string;
  readonly redirected?: boolean;
  readonly encoding?: string | null;
  /** The body's first characters. */
  readonly text?: string;
  /** The code of a `FetchError`. */
  readonly error?: string;
  readonly message?: string;
  /** Bytes of the body that came. */
  readonly bytes: number;
}

/** A request that net-probe is to make. */
export interface ProbeRequest {
  readonly url: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly redirect?: 'follow' | 'manual' | 'error';
}

/** `kami serve` with the tool net-probe, which is granted `rules`. */
export interface NetGround extends Probe, AsyncDisposable {
  readonly home: TestHome;
  /** The process of `kami serve`. */
  readonly serverPid: number;
  /** Makes one request. */
  request(url: string, more?: Partial<ProbeRequest>): Promise<Outcome>;
  /** Makes requests in one call, one after the other. */
  requests(requests: readonly ProbeRequest[]): Promise<readonly Outcome[]>;
  /** Another tool of the same server, granted the same. */
  probeOf(tool: string): Probe;
}

/** What a ground is made with. */
export interface NetGroundOptions {
  readonly rules: readonly string[];
  /** What the manifest asks for beside, and nobody granted. */
  readonly ungranted?: readonly string[];
  /** The other lines of the `[security]` table. */
  readonly security?: readonly string[];
  /** Lines of `config.toml`. */
  readonly config?: readonly string[];
  /** Further variables of the server's environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** Further tools, by name with their guest; their manifests ask for the same. */
  readonly tools?: Readonly<Record<string, GuestName>>;
}

/** Makes the ground. */
export async function openNetGround(options: NetGroundOptions): Promise<NetGround> {
  const {
    rules,
    ungranted = [],
    security = ['max_execution_ms = 60000'],
    config = [],
    env = {},
    tools = {},
  } = options;
  const home = makeTestHome();
  mkdirSync(home.path, { recursive: true, mode: 0o700 });
  writeFileSync(join(home.path, 'config.toml'), `${config.join('\n')}\n`);
  const table = [`net_allow_list = ${JSON.stringify([...rules, ...ungranted])}`, ...security];
  const grants = rules.flatMap((rule) => ['--grant', `net=${rule}`]);
  for (const [name, guest] of Object.entries({ 'net-probe': 'net-probe' as GuestName, ...tools }))
    await home.must(['install', makeToolFolder(home, guest, table, { name }), ...grants]);
  const session = await openSession({ ...home, env: { ...home.env, ...env } });
  const probeOf = (tool: string): Probe => createProbe(home, session, tool, [home.path]);
  const probe = probeOf('net-probe');
  const requests: NetGround['requests'] = async (list) => {
    const { text, told } = await probe.attempt({ requests: list });
    if (!text.startsWith('{')) throw new Error(told);
    return (JSON.parse(text) as { outcomes: Outcome[] }).outcomes;
  };
  return {
    ...probe,
    home,
    serverPid: session.server.pid,
    requests,
    async request(url, more) {
      const [outcome] = await requests([{ url, ...more }]);
      if (outcome === undefined) throw new Error('no outcome');
      return outcome;
    },
    probeOf,
    async [Symbol.asyncDispose]() {
      await session.close();
      home[Symbol.dispose]();
    },
  };
}
