import type { RecordedCall } from '../../packages/protocol/src/index.ts';
import { breakHeader } from './break-header.ts';
import { createChance, type Chance } from './chance.ts';
import { type HostileAction, type HostileCase, UP } from './hostile-action.ts';
import { anyHostCall, anyOnewayCall, headerOf } from './host-calls.ts';
import type { Targets } from './forbidden-targets.ts';
import { breakFrame } from './break-frame.ts';
import { changeRecorded } from './change-recorded.ts';
import { endAnyhow } from './end-anyhow.ts';

/** What cases are made of. */
export interface Material {
  readonly targets: Targets;
  /** Calls that were recorded from the real executor. */
  readonly corpus: readonly RecordedCall[];
}

/** The case of a seed: the same one for the same seed and material. */
export function makeCase(seed: number, material: Material): HostileCase {
  const chance = createChance(seed);
  return chance.pick<() => HostileCase>([
    () => ({ name: 'right calls', actions: talk(chance, material, 12), expects: 'any' }),
    () => ({ name: 'right calls', actions: talk(chance, material, 12), expects: 'any' }),
    () => ({
      name: 'recorded calls, changed',
      actions: changeRecorded(chance, material.corpus),
      expects: 'any',
    }),
    () => ({
      name: 'recorded calls, changed',
      actions: changeRecorded(chance, material.corpus),
      expects: 'any',
    }),
    () => brokenHeader(chance, material),
    () => withTalk(chance, material, breakFrame(chance)),
    () => withTalk(chance, material, endAnyhow(chance)),
    () => ({ name: 'random bytes', actions: [raw(chance.bytes(1 + chance.below(200)))], expects: 'any' }),
    () => ({
      name: 'frames after the end',
      actions: [{ do: 'later', actions: talk(chance, material, 3).map(unwaited) }],
      expects: 'any',
    }),
    () => ({
      name: 'calls without waiting',
      actions: talk(chance, material, 8).map(unwaited),
      expects: 'any',
    }),
  ])();
}

/** Calls and one-way calls of the right form. */
function talk(chance: Chance, { targets }: Material, most: number): readonly HostileAction[] {
  return Array.from({ length: 1 + chance.below(most) }, (): HostileAction => {
    if (chance.once(5))
      return { do: 'frame', kind: UP.oneway, id: 0, header: headerOf(anyOnewayCall(chance)) };
    const base64 = chance.once(4) ? Buffer.from(chance.bytes(chance.below(4096))).toString('base64') : '';
    const id = chance.once(3) ? { id: chance.pick([0, 1, 0xffff_ffff, chance.below(1 << 16)]) } : {};
    return {
      do: 'frame',
      kind: UP.call,
      header: headerOf(anyHostCall(chance, targets)),
      base64,
      wait: true,
      ...id,
    };
  });
}

function brokenHeader(chance: Chance, material: Material): HostileCase {
  const isCall = !chance.once(4);
  const call = isCall ? anyHostCall(chance, material.targets) : anyOnewayCall(chance);
  const header = breakHeader(chance, headerOf(call));
  const kind = isCall ? UP.call : UP.oneway;
  return withTalk(chance, material, {
    name: `the header ${header.slice(0, 80)}`,
    actions: [{ do: 'frame', kind, header }],
    expects: 'fault',
  });
}

/** A case that is preceded by some calls of the right form. */
function withTalk(chance: Chance, material: Material, last: HostileCase): HostileCase {
  const before = chance.once(2) ? talk(chance, material, 4) : [];
  // What was asked for before may have ended the process already: by its bounds, never by granting.
  return { ...last, actions: [...before, ...last.actions] };
}

function unwaited(action: HostileAction): HostileAction {
  return action.do === 'frame' ? { ...action, wait: false } : action;
}

function raw(bytes: Uint8Array): HostileAction {
  return { do: 'raw', base64: Buffer.from(bytes).toString('base64') };
}
