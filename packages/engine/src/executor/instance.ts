import type { MakeHeader } from '@kami/protocol';
import { isJsonObject } from '@kami/types';
import { createRandomSource } from './chance/random-source.ts';
import { CoreInstances, type InstantiateCore } from './core-instances.ts';
import { coreWasm, type CoreInstance, type CoreMemory, type CoreModule } from './core-wasm.ts';
import { createGuest, type Guest } from './guest.ts';
import { GuestTrap } from './guest-stop.ts';
import type { HostLink } from './host-link.ts';
import { createImports } from './imports.ts';
import type { LoadedComponent } from './loaded-component.ts';
import { createVirtualClock } from './virtual-clock.ts';

/** Values by name that a component exports: functions, and interfaces that hold functions. */
export type ExportTable = Readonly<Record<string, unknown>>;

/** One instance of a component, as one call uses it. */
export interface Instance {
  readonly guest: Guest;
  readonly exports: ExportTable;
  readonly memory: InstanceMemory;
  /** What is kept when the instance is put back for another call. */
  readonly core: CoreInstances;
}

/** The memories of an instance that can be seen from outside, and what all of them may have together. */
export interface InstanceMemory {
  readonly memories: readonly { readonly buffer: { readonly byteLength: number } }[];
  readonly maximumPages: number;
}

const MIB_PAGES = 16;

/** Makes an instance. Traps of its initialisation, and too much memory, are thrown. */
export function makeInstance(component: LoadedComponent, host: HostLink, start: MakeHeader): Instance {
  const core = new CoreInstances(component.isRestorable);
  const link = core.linker();
  const memories: CoreMemory[] = [];
  let pages = 0;
  const instantiateCore = (module: CoreModule, imports?: object): CoreInstance => {
    pages += component.pages.get(module) ?? 0;
    const { maxMemoryPages } = component.load;
    if (pages > maxMemoryPages) {
      throw new GuestTrap(
        `its memories may grow to ${Math.ceil(pages / MIB_PAGES)} MiB together; the limit is ${Math.floor(maxMemoryPages / MIB_PAGES)} MiB`,
      );
    }
    const instance = link(module, imports);
    for (const value of Object.values(instance.exports)) {
      if (value instanceof coreWasm.Memory && !memories.includes(value)) memories.push(value);
    }
    return instance;
  };
  const use = runGlue(component, host, start, Object.assign(instantiateCore, { global: link.global }));
  return { ...use, core, memory: { memories, maximumPages: pages } };
}

/**
 * The instance for another call, as if it were made now: with its own clock, randomness and resources,
 * and the state it had before any call. Nothing when it cannot be put back. The one given is used up.
 */
export function renewInstance(
  component: LoadedComponent,
  host: HostLink,
  start: MakeHeader,
  { core, memory }: Instance,
): Instance | undefined {
  let use: Pick<Instance, 'guest' | 'exports'> | undefined;
  const isRenewed = core.renew((instantiateCore) => {
    use = runGlue(component, host, start, instantiateCore);
  });
  return isRenewed && use !== undefined ? { ...use, core, memory } : undefined;
}

function runGlue(
  component: LoadedComponent,
  host: HostLink,
  start: MakeHeader,
  instantiateCore: InstantiateCore,
): Pick<Instance, 'guest' | 'exports'> {
  const clock = createVirtualClock(start.time);
  const guest = createGuest(component.load, clock, createRandomSource(start.seed), host);
  const getCoreModule = (name: string): CoreModule => {
    const module = component.modules.get(name);
    if (module === undefined) throw new TypeError(`no core module ${name}`);
    return module;
  };
  const exports = component.instantiate(getCoreModule, createImports(guest), instantiateCore);
  if (!isExportTable(exports)) throw new TypeError('the prepared script gives no exports');
  return { guest, exports };
}

/** Gives a pre-made instance its call: seed, clock and the way to the host. */
export function enterCall(instance: Instance, call: NonNullable<Guest['call']>): void {
  const { guest } = instance;
  guest.call = call;
  guest.random.reseed(call.job.seed);
  guest.clock.set(call.job.time);
  guest.host.enter(guest.clock);
}

function isExportTable(value: unknown): value is ExportTable {
  return isJsonObject(value);
}
