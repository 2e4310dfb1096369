import { relative } from 'node:path';
import { provenFacts, type ExaminedComponent } from '@kami/engine';
import type { JsonObject } from '@kami/types';
import type { App } from '../app.ts';
import { formatRequests, formatSize } from '../output/format.ts';
import { labelledLines, orNothing } from '../output/labelled-lines.ts';
import type { BuiltComponent } from './built-component.ts';
import type { Project } from './project.ts';

/** Shows what was built: its size, what it offers, what it imports, and what it provably cannot do. */
export function printBuilt(app: App, project: Project, { size, digest, examined }: BuiltComponent): void {
  const { manifest, folder, output } = project;
  const { usedImports } = examined.facts;
  const { console } = app;
  console.note(
    `${console.mark('green', 'built')} ${console.mark('bold', manifest.name)} ${manifest.version}  ${relative(folder, output)}`,
  );
  const line = labelledLines(
    (text) => console.note(text),
    (text) => console.mark('dim', text),
  );
  line('size', formatSize(size));
  line('exports', ...exportNames(examined));
  line('imports', ...orNothing(usedImports));
  line('asks for', ...orNothing(formatRequests(manifest)));
  line('proven', ...provenFacts({ usedImports }).map(({ statement }) => `${statement} (not imported)`));
  line('digest', `sha256:${digest}`);
}

/** The same as JSON. */
export function builtJson(
  { manifest, output }: Project,
  { size, digest, examined, warnings }: BuiltComponent,
  upToDate: boolean,
): JsonObject {
  const { usedImports, convention } = examined.facts;
  return {
    name: manifest.name,
    version: manifest.version,
    output,
    upToDate,
    size,
    digest,
    convention,
    exports: exportNames(examined),
    imports: usedImports,
    requested: formatRequests(manifest),
    proven: provenFacts({ usedImports }).map(({ statement }) => statement),
    warnings,
  };
}

/** Interfaces by name, and the functions at the root that KAMI calls, with their parameters. */
function exportNames({ component, facts }: ExaminedComponent): readonly string[] {
  const root = facts.functions.filter(({ interfaceName }) => interfaceName === undefined);
  return [
    ...component.exportedInterfaces,
    ...root.map(({ name, params }) => `${name}(${params.map((param) => param.name).join(', ')})`),
  ];
}
