import { provenFacts } from '@kami/engine';
import type { InstalledTool, TrustPolicy } from '@kami/registry';
import { deniedFacts, idleGrants, type Examination } from '@kami/runtime';
import { NO_FEATURES, type ToolDefinition, type ToolFeatures, type ToolManifest } from '@kami/types';
import { promptLines, resourceLines } from './show-features.ts';
import { originLines } from './tool-origin.ts';
import type { App } from '../app.ts';
import { formatPermission, formatRequests, formatSize } from '../output/format.ts';
import { labelledLines, orNothing, type LineWriter } from '../output/labelled-lines.ts';
import { signatureLines } from './signature-lines.ts';

/** Shows what was found out about a tool before it is installed. */
export function printExamination(
  app: App,
  examination: Examination,
  policy: TrustPolicy,
  changes: readonly string[] = [],
): void {
  const { manifest, definitions, digest, component, facts } = examination;
  const line = labelledLines(
    (text) => app.console.note(text),
    (text) => app.console.mark('dim', text),
  );
  app.console.note(
    `${app.console.mark('bold', manifest.name)} ${manifest.version}  ${app.console.mark('dim', manifest.id)}`,
  );
  line('changes', ...changes);
  printFacts(line, manifest, definitions, facts.usedImports, examination.features);
  line('signed by', ...signatureLines(policy, manifest.name, examination.signature));
  line('size', formatSize(component.length));
  line('digest', `sha256:${digest}`);
}

/** What else is shown of an installed tool. */
export interface ToolView {
  /** Names of the walls that it would run behind. */
  readonly walls: readonly string[];
  /** What is asked of its signatures. */
  readonly policy: TrustPolicy;
  /** Every version of it in this home. */
  readonly versions: readonly InstalledTool[];
  /** Whether its schemas are shown. */
  readonly verbose: boolean;
}

/** Shows an installed tool, the walls that it would run behind, and the other versions of it. */
export function printTool(app: App, tool: InstalledTool, view: ToolView): void {
  const { walls, policy, versions, verbose } = view;
  const line = labelledLines(
    (text) => app.console.out(text),
    (text) => app.console.strong('dim', text),
  );
  app.console.out(
    `${app.console.strong('bold', tool.name)} ${tool.version}  ${app.console.strong('dim', tool.id)}`,
  );
  line('state', stateText(tool));
  printFacts(line, tool.manifest, tool.definitions, tool.imports, tool.features);
  line('granted', ...orNothing(formatPermission(tool.permission)));
  line('denied', ...orNothing(deniedFacts(tool.imports, tool.permission)));
  line('idle', ...idleGrants(tool.imports, tool.permission));
  const { limits, security } = tool.manifest;
  line(
    'limits',
    `${limits.maxMemoryMb} MiB memory, ${limits.maxExecutionMs} ms, ${limits.maxOutputKb} KiB answer, ` +
      `${limits.maxConcurrency} calls at once${security.isolation === 'process' ? ', a process for each' : ''}`,
  );
  line('walls', walls.join(', '));
  line('convention', tool.convention);
  line('size', formatSize(tool.size));
  line('digest', `sha256:${tool.digest}`);
  for (const [label, text] of originLines(tool.source)) line(label, text);
  if (versions.length > 1)
    line(
      'versions',
      ...versions.map(({ version, state, digest }) => `${version} ${state}, sha256:${digest.slice(0, 12)}…`),
    );
  line('signed by', ...signatureLines(policy, tool.name, tool.signature, tool.source));
  if (verbose)
    for (const definition of tool.definitions) line(definition.name, JSON.stringify(definition.inputSchema));
}

function stateText({ name, version, state }: InstalledTool): string {
  if (state === 'held') return `held: approve it with kami approve ${name}`;
  if (state === 'active') return 'active';
  return `earlier: run it as ${name}@${version}, or make it active with kami rollback ${name} ${version}`;
}

/** Shows where a tool that is not installed came from. */
export function printOrigin(app: App, source: string): void {
  const line = labelledLines(
    (text) => app.console.note(text),
    (text) => app.console.mark('dim', text),
  );
  for (const [label, text] of originLines(source)) line(label, text);
}

function printFacts(
  line: LineWriter,
  manifest: ToolManifest,
  definitions: readonly ToolDefinition[],
  usedImports: readonly string[],
  features: ToolFeatures = NO_FEATURES,
): void {
  if (manifest.description !== undefined) line('about', manifest.description);
  line(
    'tools',
    ...definitions.map(
      (definition) =>
        `${definition.name}(${parameterNames(definition).join(', ')})  ${definition.description.split('\n')[0] ?? ''}`,
    ),
  );
  line('resources', ...resourceLines(features));
  line('prompts', ...promptLines(features));
  line('asks for', ...orNothing(formatRequests(manifest)));
  line('proven', ...provenFacts({ usedImports }).map((fact) => `${fact.statement} (not imported)`));
}

function parameterNames({ inputSchema }: ToolDefinition): readonly string[] {
  const { properties, required } = inputSchema;
  const needed = Array.isArray(required) ? required : [];
  return Object.keys(properties ?? {}).map((name) => (needed.includes(name) ? name : `${name}?`));
}
