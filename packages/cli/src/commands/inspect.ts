import { provenFacts } from '@kami/engine';
import { ok } from '@kami/types';
import type { App } from '../app.ts';
import { formatRequests } from '../output/format.ts';
import type { CommandResult } from './command.ts';
import { createProgress } from '../output/progress.ts';
import { transferText } from '../output/transfer-text.ts';
import { findTool } from './find-tool.ts';
import { loadCandidate } from './load-candidate.ts';
import { printChanges } from './show-changes.ts';
import { signatureJson } from './signature-lines.ts';
import { printExamination, printOrigin, printTool } from './show-tool.ts';
import { toolJson } from './tool-json.ts';
import { originJson } from './tool-origin.ts';

/** `kami inspect`: shows an installed tool, or one at a path that is not installed. */
export async function inspectCommand(
  app: App,
  target: string,
  options: { readonly schema: boolean },
): CommandResult {
  if (/[\\/]|\.wasm$|^\.$/.test(target)) return inspectPath(app, target);
  const home = await app.home();
  if (!home.ok) return home;
  const tool = await findTool(home.value, target);
  if (!tool.ok) return tool;
  const walls = await app.executorWalls();
  const versions = await home.value.tools.versions(tool.value.id);
  if (!versions.ok) return versions;
  const policy = await app.trustPolicy();
  const { name, signature, source } = tool.value;
  if (app.json)
    app.console.json({
      ...toolJson(tool.value),
      walls: [...walls],
      versions: versions.value.map(({ version, state, digest }) => ({ version, state, digest })),
      signature: signatureJson(policy, name, signature, source),
    });
  else printTool(app, tool.value, { walls, policy, versions: versions.value, verbose: options.schema });
  const pending = await home.value.tools.pending(tool.value.id);
  if (pending.ok && pending.value !== undefined) {
    if (!app.json && tool.value.state === 'active') printChanges(app, tool.value, pending.value);
    app.console.note(`Version ${pending.value.version} waits for approval: kami approve ${tool.value.name}`);
  }
  return ok(0);
}

async function inspectPath(app: App, path: string): CommandResult {
  using progress = createProgress(app.console, app.stderr);
  const candidate = await loadCandidate(app, path, (transfer) => progress.step(transferText(transfer)));
  progress[Symbol.dispose]();
  if (!candidate.ok) return candidate;
  const examination = await app.examine(candidate.value, () => undefined);
  if (!examination.ok) return examination;
  const { manifest, definitions, digest, contractHash, facts, signature } = examination.value;
  const policy = await app.trustPolicy();
  if (!app.json) {
    printExamination(app, examination.value, policy);
    printOrigin(app, candidate.value.source);
  } else {
    app.console.json({
      id: manifest.id,
      name: manifest.name,
      version: manifest.version,
      digest,
      contractHash,
      source: candidate.value.source,
      origin: originJson(candidate.value.source),
      convention: facts.convention,
      imports: facts.usedImports,
      requested: formatRequests(manifest),
      proven: provenFacts(facts).map(({ statement }) => statement),
      definitions: definitions.map((definition) => ({ ...definition })),
      signature: signatureJson(policy, manifest.name, signature),
    });
  }
  return ok(0);
}
