/**
 * Threat: a prepared form that was damaged, changed or made by other code reaches V8, which trusts its cached data.
 * Rule: a form is taken only from this engine and this Node and with the digest that the registry names; any other one
 * is made anew from the component, whose digest is verified as well.
 */
import { isCurrentKey, type ComponentStore, type Preparer } from '@kami/engine';
import type { InstalledTool, ToolRepository } from '@kami/registry';
import {
  err,
  kamiError,
  ok,
  type Clock,
  type Digest,
  type KamiError,
  type Random,
  type Result,
} from '@kami/types';
import { createBackOff } from '../pool/back-off.ts';
import { keepForm } from './keep-form.ts';
import { installAgain, remakeForm } from './remake-form.ts';

/** Why a prepared form is made anew: another engine or Node made it, or its file is missing or damaged. */
export type RemakeReason = 'outdated' | 'damaged';

/** What reading prepared forms needs. */
export interface PreparedFormPorts {
  readonly store: ComponentStore;
  readonly tools: ToolRepository;
  readonly preparer: Preparer;
  readonly clock: Clock;
  readonly random: Random;
  readonly sha256: (bytes: Uint8Array) => Digest;
  /** Version of the Node that runs executors. */
  readonly nodeVersion: string;
  /** Who KAMI acts for, for events. */
  readonly actor: string;
  /** Ends what is being made. */
  readonly signal: AbortSignal;
  /** Hears that a form is being made anew; what it gives is disposed when that is over. */
  readonly onRemake: (tool: InstalledTool, reason: RemakeReason) => Disposable;
  /** Hears what the operator should know and no call waits for. */
  readonly warn: (message: string) => void;
}

/** The prepared forms of installed tools. */
export interface PreparedForms {
  /**
   * A tool's prepared form, made anew where it is not usable. Callers that ask at once share one making; processes that
   * do it at once each make their own, and the registry takes one. Errors: `KAMI_STORE_CORRUPT` when the component is
   * damaged too, `KAMI_TOOL_BROKEN` when it cannot be prepared.
   */
  read(tool: InstalledTool): Promise<Result<Uint8Array, KamiError>>;
}

/** Makes the reader of prepared forms. */
export function createPreparedForms(ports: PreparedFormPorts): PreparedForms {
  const { store, nodeVersion } = ports;
  const making = new Map<string, Promise<Result<Uint8Array, KamiError>>>();
  const failures = createBackOff(ports.clock);

  const readKept = async ({
    digest,
    prepared,
  }: InstalledTool): Promise<Result<Uint8Array, KamiError> | RemakeReason> => {
    if (!isCurrentKey(prepared.key, nodeVersion)) return 'outdated';
    const form = await store.readPrepared(digest, prepared.key, prepared.digest);
    return form.ok || form.error.code !== 'KAMI_STORE_CORRUPT' ? form : 'damaged';
  };

  const remake = async (
    key: string,
    given: InstalledTool,
    reason: RemakeReason,
  ): Promise<Result<Uint8Array, KamiError>> => {
    const tool = await newest(ports.tools, given);
    const kept = tool.prepared.digest === given.prepared.digest ? reason : await readKept(tool);
    if (typeof kept === 'object') return kept;
    const component = await store.readComponent(tool.digest);
    if (!component.ok) return err(damagedComponent(tool, component.error));
    using _shown = ports.onRemake(tool, kept);
    const form = await remakeForm(ports.preparer, ports.sha256, tool, component.value, ports.signal);
    if (!form.ok) return err(failures.record(key, form.error));
    await keepForm(ports, tool, form.value, kept);
    return ok(form.value.bytes);
  };

  return {
    async read(tool) {
      const kept = await readKept(tool);
      if (typeof kept === 'object') return kept;
      const key = `${tool.id} ${tool.digest} ${tool.contractHash}`;
      const failure = failures.check(key);
      if (failure !== undefined) return err(failure);
      const running = making.get(key) ?? remake(key, tool, kept).finally(() => making.delete(key));
      making.set(key, running);
      return running;
    },
  };
}

/** The tool as the registry has it: another process may have made its form anew meanwhile. */
async function newest(tools: ToolRepository, given: InstalledTool): Promise<InstalledTool> {
  const found = await tools.find({ nameOrId: given.id });
  const tool = found.ok ? found.value : undefined;
  return tool?.digest === given.digest && tool.contractHash === given.contractHash ? tool : given;
}

function damagedComponent({ name }: InstalledTool, error: KamiError): KamiError {
  if (error.code !== 'KAMI_STORE_CORRUPT') return error;
  const message = `The stored component of ${name} is missing or damaged, so its prepared form cannot be made anew.`;
  return kamiError('KAMI_STORE_CORRUPT', message, { cause: error, hint: installAgain(name) });
}
