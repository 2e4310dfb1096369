import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createExecutor, type Watchdog } from '../../packages/host-node/src/process/index.ts';
import { breakFrame } from './break-frame.ts';
import { createChance } from './chance.ts';
import { type HostileAction, type HostileCase, UP } from './hostile-action.ts';
import { anyHostCall, headerOf } from './host-calls.ts';
import type { Targets } from './forbidden-targets.ts';
import { hostileExecutor } from './hostile-program.ts';

const LOAD_MS = 2000;

/** Starts an executor that breaks a rule before it serves; gives what is wrong with what came of it, or nothing. */
export async function tryStart(
  seed: number,
  folder: string,
  watchdog: Watchdog,
  targets: Targets,
): Promise<string | undefined> {
  const chance = createChance(seed);
  const actions = chance.once(2)
    ? [{ do: 'frame', kind: UP.call, header: headerOf(anyHostCall(chance, targets)) } as const]
    : brokenFrame(() => breakFrame(chance));
  const isStarting = chance.once(2);
  const program = join(folder, `start-${seed}.cjs`);
  writeFileSync(program, hostileExecutor(isStarting ? { starting: actions } : { loading: actions }));
  const started = await createExecutor({ entry: pathToFileURL(program), watchdog }).start();
  if (!started.ok) return isFault(started.error.code);
  const header = { environment: [], configuration: [], preopens: [], maxMemoryPages: 1024 };
  const loaded = await started.value.load(header, new Uint8Array(0), LOAD_MS);
  await started.value.kill();
  return loaded.ok
    ? `it was loaded after ${JSON.stringify(actions).slice(0, 1000)}`
    : isFault(loaded.error.code);
}

/** A frame that no start may have: `ready` and `loaded` have their place there. */
function brokenFrame(make: () => HostileCase): readonly HostileAction[] {
  for (;;) {
    const { name, actions } = make();
    if (name !== 'a kind of another state') return actions;
  }
}

function isFault(code: string): string | undefined {
  return code === 'KAMI_EXECUTOR_FAULT' ? undefined : `its start failed with ${code}`;
}
