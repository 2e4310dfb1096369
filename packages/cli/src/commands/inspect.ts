import { provenFacts } from '@kami/engine';
import { ok } from '@kami/types';
import type { App } from '../app.ts';
import { formatRequests } from '../output/format.ts';
import type { CommandResult } from './command.ts';
import { findTool } from './find-tool.ts';
import { loadCandidate } from './load-candidate.ts';
import { printChanges } from './show-changes.ts';
import { printExamination, printTool } from './show-tool.ts';
import { toolJson } from './tool-json.ts';

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
  if (app.json)
    app.console.json({
      ...toolJson(tool.value),
      walls: [...walls],
      versions: versions.value.map(({ version, state, digest }) => ({ version, state, digest })),
    });
  else printTool(app, tool.value, walls, versions.value, options.schema);
  const pending = await home.value.tools.pending(tool.value.id);
  if (pending.ok && pending.value !== undefined) {
    if (!app.json && tool.value.state === 'active') printChanges(app, tool.value, pending.value);
    app.console.note(`Version ${pending.value.version} waits for approval: kami approve ${tool.value.name}`);
  }
  return ok(0);
}

async function inspectPath(app: App, path: string): CommandResult {
  const candidate = await loadCandidate(app, path);
  if (!candidate.ok) return candidate;
  const examination = await app.examine(candidate.value, () => undefined);
  if (!examination.ok) return examination;
  const { manifest, definitions, digest, contractHash, facts } = examination.value;
  if (!app.json) printExamination(app, examination.value);
  else {
    app.console.json({
      id: manifest.id,
      name: manifest.name,
      version: manifest.version,
      digest,
      contractHash,
      convention: facts.convention,
      imports: facts.usedImports,
      requested: formatRequests(manifest),
      proven: provenFacts(facts).map(({ statement }) => statement),
      definitions: definitions.map((definition) => ({ ...definition })),
    });
  }
  return ok(0);
}
