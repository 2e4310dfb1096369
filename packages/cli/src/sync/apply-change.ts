import type { ComponentStore } from '@kami/engine';
import type { InstalledTool } from '@kami/registry';
import {
  changePermission,
  commitInstallation,
  isUnchanged,
  removeTool,
  type CommitPorts,
  type PermissionChange,
  type PermissionPorts,
  type SyncChange,
} from '@kami/runtime';
import { err, kamiError, ok, type KamiError, type Result } from '@kami/types';
import type { App, Home } from '../app.ts';
import { grantChanges } from './describe-change.ts';
import { unstageExamination } from './stage-examination.ts';
import type { ExaminedTool } from './tool-request.ts';

/** What making the changes of a sync needs. */
export interface ApplyParts {
  readonly app: App;
  readonly home: Home;
  readonly store: ComponentStore;
  /** What was examined, by the digest and the contract of its target. */
  readonly examined: ReadonlyMap<InstalledTool, ExaminedTool>;
}

/**
 * Makes one change, in a transaction of its own. A change that another process made meanwhile is none to make. Errors:
 * `KAMI_CONFLICT` where another process made a different one, `KAMI_CANCELLED`, those of the store.
 */
export async function applyChange(parts: ApplyParts, change: SyncChange): Promise<Result<void, KamiError>> {
  const { app, home, store } = parts;
  const { clock, random, actor } = app;
  const warn = (message: string): void => app.log.log('warn', message);
  const ports: PermissionPorts & CommitPorts = {
    tools: home.tools,
    grants: home.grants,
    examinations: home.examinations,
    sha256: await app.sha256(),
    store,
    clock,
    random,
    warn,
  };
  if (change.kind === 'remove') {
    const removed = await removeTool(ports, change.installed, actor);
    return removed.ok || removed.error.code === 'KAMI_TOOL_UNKNOWN' ? ok(undefined) : removed;
  }
  const made =
    change.kind === 'install'
      ? await install(parts, ports, change)
      : await changePermission(ports, change.installed, permissionChange(actor, change));
  if (made.ok) return ok(undefined);
  const now = await home.tools.find({ nameOrId: change.target.id });
  return now.ok && isUnchanged(now.value, change.target) ? ok(undefined) : err(made.error);
}

async function install(
  { app, store, examined }: ApplyParts,
  ports: CommitPorts,
  { target, installed }: Extract<SyncChange, { readonly kind: 'install' }>,
): Promise<Result<InstalledTool, KamiError>> {
  const staged = examined.get(target);
  if (staged === undefined) return err(kamiError('KAMI_INTERNAL', `${target.name} was not examined.`));
  const examination = await unstageExamination(store, staged);
  if (!examination.ok) return examination;
  const { state, permission, source } = target;
  const origin = { actor: app.actor, source, basis: installed };
  return commitInstallation(ports, examination.value, { state, permission }, origin, app.signal);
}

function permissionChange(
  actor: string,
  change: Extract<SyncChange, { readonly kind: 'permit' }>,
): PermissionChange {
  const { granted, revoked } = grantChanges(change);
  const { permission, state } = change.target;
  const taken = revoked.length > 0 ? 'tool.revoked' : 'tool.granted';
  return {
    actor,
    type: change.installed.state === 'held' ? 'tool.approved' : taken,
    decide: () => Promise.resolve(ok({ permission, state })),
    data: { grants: [...granted], revoked: [...revoked] },
  };
}
