/**
 * How long after its deadline a killed call is answered, as an MCP client on stdio sees it, for every bomb of the
 * catalogue that only a deadline ends. The deadline is counted from the dispatch in the log, which is written just
 * before the time starts.
 */
import { createServer } from 'node:http';
import { argv } from 'node:process';

import { readLog } from '../e2e/dispatched-call.ts';
import { makeTestHome } from '../e2e/kami.ts';
import { openSession, type McpSession } from '../e2e/mcp-session.ts';
import { callTool } from '../e2e/tool-answer.ts';
import { makeToolFolder } from '../e2e/tool-folder.ts';
import type { GuestName } from '../guests/index.ts';
import { report, type Measure } from './report.ts';
import { median } from './statistics.ts';

const boundMs = 50;
const deadlineMs = 200;
const rounds = Number(argv[2] ?? 5);
const callsPerRound = 4;
const silent = createServer(() => undefined);
await new Promise<void>((resolve) => silent.listen(0, 'localhost', resolve));
const address = silent.address();
const port = typeof address === 'object' && address !== null ? address.port : 0;

/** What never ends, by name: the guest and its arguments. */
const bombs: Readonly<Record<string, readonly [guest: GuestName, args: object]>> = {
  'infinite loop': ['spin', {}],
  'memory.fill of 256 MB': ['fill', {}],
  'sleep for ever': ['clock-random', { 'wait-ms': 1e12 }],
  'answer that never comes': ['sm-fetch', { url: `http://localhost:${port}/` }],
  'flood of output': ['flood', {}],
  'endless streams': ['hoard', { what: 'streams', drop: 1 }],
  'endless pollables': ['hoard', { what: 'pollables', drop: 1 }],
  'endless header fields': ['hoard', { what: 'fields', drop: 1 }],
};

using home = makeTestHome();
const security = [`max_execution_ms = ${deadlineMs}`, 'max_memory_mb = 320'];
for (const guest of new Set(Object.values(bombs).map(([name]) => name))) {
  const network = guest === 'sm-fetch' ? [`net_allow_list = ["http://localhost:${port}"]`] : [];
  const folder = makeToolFolder(home, guest, [...security, ...network]);
  const { code, stderr } = await home.run(['install', folder, '--yes']);
  if (code !== 0 && code !== 3) throw new Error(stderr);
  if (code === 3) await home.must(['approve', guest]);
}

/** When the answers of each bomb came, in wall-clock milliseconds, in order. */
const answered = new Map(Object.keys(bombs).map((name) => [name, new Array<number>()] as const));
await using session = await openSession(home);
for (let round = 0; round < rounds; round += 1) {
  for (const [name, [guest, args]] of Object.entries(bombs)) {
    for (let call = 0; call < callsPerRound; call += 1)
      answered.get(name)?.push(await kill(session, guest, args));
  }
}
await session.close();
silent.close();
silent.closeAllConnections();
report('kill', await measures());

/** Calls a bomb; gives when the answer came. */
async function kill(server: McpSession, guest: GuestName, args: object): Promise<number> {
  const { text } = await callTool(server, guest, args);
  const at = performance.timeOrigin + performance.now();
  if (!text.includes(`deadline of ${deadlineMs} ms`)) throw new Error(`${guest} was not killed: ${text}`);
  return at;
}

async function measures(): Promise<readonly Measure[]> {
  const deadlines = new Map<GuestName, number[]>();
  for (const guest of new Set(Object.values(bombs).map(([name]) => name))) {
    const events = await readLog(home, guest, 10_000);
    const dispatched = events.filter(({ type }) => type === 'dataplane.dispatched');
    deadlines.set(
      guest,
      dispatched.map(({ time }) => Date.parse(time) + Number(`0.${time.slice(23, 26)}`) + deadlineMs),
    );
  }
  // A guest's calls stand in the log in the order of rounds, within each in the order of bombs.
  const late = new Map(Object.keys(bombs).map((name) => [name, new Array<number>()] as const));
  for (let round = 0; round < rounds; round += 1) {
    for (const [name, [guest]] of Object.entries(bombs)) {
      for (let call = 0; call < callsPerRound; call += 1) {
        const at = answered.get(name)?.[round * callsPerRound + call] ?? Number.NaN;
        late.get(name)?.push(at - (deadlines.get(guest)?.shift() ?? Number.NaN));
      }
    }
  }
  return [...late].map(([name, samples]) => ({
    name: `${name}: answered after its deadline, latest of ${callsPerRound}`,
    value: median(latestOfRounds(samples)),
    unit: 'ms',
    atMost: boundMs,
    parts: { p50: median(samples), highest: Math.max(...samples), samples: samples.length },
  }));
}

function latestOfRounds(samples: readonly number[]): readonly number[] {
  return Array.from({ length: rounds }, (_, round) =>
    Math.max(...samples.slice(round * callsPerRound, (round + 1) * callsPerRound)),
  );
}
