/**
 * Threat: a source that gives something else than it gave when it was approved. Rule: what the lock and the declaration
 * say of a component is compared before the component is prepared or asked anything, and all of it before anything is
 * installed.
 */
import type { InstalledTool, LockedTool } from '@kami/registry';
import { toInstalledTool } from '@kami/runtime';
import { err, ok, type KamiError, type Result } from '@kami/types';
import type { App, Home } from '../app.ts';
import { loadCandidate } from '../commands/load-candidate.ts';
import { refuseBySignature } from '../commands/refuse-by-signature.ts';
import { transferText } from '../output/transfer-text.ts';
import { candidateRefusal, isLocked, isSameCandidate, refusalAboveCeiling } from './candidate-refusal.ts';
import { lockRefusal } from './lock-refusal.ts';
import { stageExamination } from './stage-examination.ts';
import { lockedTool, sourcePath, type ResolvedTool, type ToolRequest } from './tool-request.ts';

/**
 * Finds out what a home is to have for a declared tool: what it has where that is what the lock names, else what the
 * source gives. Errors: those of the source and of the examination, `KAMI_LOCK_MISMATCH`, `KAMI_DENIED` above the
 * ceiling, `KAMI_MANIFEST_INVALID` where the source gives another tool than was declared.
 */
export async function resolveTool(
  app: App,
  home: Home,
  request: ToolRequest,
): Promise<Result<ResolvedTool, KamiError>> {
  const { locked } = request;
  const kept = locked === undefined ? ok(undefined) : await home.tools.find({ nameOrId: locked.id });
  if (!kept.ok) return kept;
  const resolved =
    kept.value !== undefined && locked !== undefined && isLocked(kept.value, locked)
      ? keepInstalled(request, kept.value, locked)
      : await readSource(app, home, request);
  if (!resolved.ok) return resolved;
  const refused = locked === undefined ? undefined : lockRefusal(request, locked, resolved.value.locked);
  return refused === undefined ? resolved : err(refused);
}

/** The version that the home has, with the declared grants. */
function keepInstalled(
  request: ToolRequest,
  installed: InstalledTool,
  locked: LockedTool,
): Result<ResolvedTool, KamiError> {
  const { declared, permission } = request;
  const refused = refusalAboveCeiling(request, installed.manifest);
  if (refused !== undefined) return err(refused);
  const target: InstalledTool = { ...installed, state: 'active', permission };
  return ok({ declared, locked, installed, target, examined: undefined });
}

async function readSource(
  app: App,
  home: Home,
  request: ToolRequest,
): Promise<Result<ResolvedTool, KamiError>> {
  const { declared, permission } = request;
  const source = sourcePath(request);
  request.onStep(`${declared.name}: reading ${source}`);
  const candidate = await loadCandidate(app, source, (transfer) =>
    request.onStep(`${declared.name}: ${transferText(transfer)}`),
  );
  if (!candidate.ok) return candidate;
  const { manifest, component } = candidate.value;
  const digest = (await app.sha256())(component);
  const refused = candidateRefusal(request, manifest, digest) ?? refusalAboveCeiling(request, manifest);
  if (refused !== undefined) return err(refused);
  const unsigned = await refuseBySignature(app, source, candidate.value);
  if (unsigned !== undefined) return err(unsigned);
  const from = candidate.value.source;
  const installed = await home.tools.find({ nameOrId: manifest.id });
  if (!installed.ok) return installed;
  if (installed.value !== undefined && isSameCandidate(installed.value, candidate.value, digest))
    return keepInstalled(request, installed.value, lockedTool(declared, installed.value, from));
  const examination = await app.examine(candidate.value, (step) =>
    request.onStep(`${declared.name}: ${step}`),
  );
  if (!examination.ok) return examination;
  const target = toInstalledTool(examination.value, { state: 'active', permission }, '', from);
  const examined = await stageExamination(request.store, examination.value);
  if (!examined.ok) return examined;
  const locked = lockedTool(declared, target, from);
  return ok({ declared, locked, installed: installed.value, target, examined: examined.value });
}
