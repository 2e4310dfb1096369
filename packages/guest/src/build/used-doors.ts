import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Asked } from '../describe/asked.ts';
import { buildFailure } from './build-result.ts';
import { RUNTIME_FOLDER } from './runtime-files.ts';
import type { BuildProblem, BuildResult } from './build-result.ts';
import type { BundledModule } from './run-esbuild.ts';

/** A door of a context, by its name there. */
export type DoorName = 'fetch' | 'files' | 'config' | 'secrets';

interface Door {
  readonly name: DoorName;
  readonly isAsked: (asked: Asked) => boolean;
  /** The interface that it imports. */
  readonly imports: string;
  /** What a definition writes in `requests`. */
  readonly request: string;
}

const DOORS: readonly Door[] = [
  {
    name: 'fetch',
    isAsked: ({ net }) => net.length > 0,
    imports: 'kami:host/http@0.1.0',
    request: 'net: ["HOST"]',
  },
  {
    name: 'files',
    isAsked: ({ files }) => files !== 'none',
    imports: 'kami:host/files@0.1.0',
    request: 'files: "read-only"',
  },
  {
    name: 'config',
    isAsked: ({ config }) => config.length > 0,
    imports: 'wasi:cli/environment@0.2.0',
    request: 'config: ["NAME"]',
  },
  {
    name: 'secrets',
    isAsked: ({ secretsRead }) => secretsRead.length > 0,
    imports: 'kami:host/secrets@0.1.0',
    request: 'secretsRead: ["NAME"]',
  },
];

/** The doors that tools asked for and that their code mentions; the others are not imported. */
export function usedDoors(code: string, asked: Asked): readonly DoorName[] {
  return DOORS.filter((door) => door.isAsked(asked) && mentions(code, door.name)).map(({ name }) => name);
}

/** What was asked for and is not used, in words. */
export function unusedRequests(asked: Asked, imports: readonly string[]): readonly string[] {
  return DOORS.filter((door) => door.isAsked(asked) && !imports.includes(door.imports)).map(
    ({ name, request }) => `"requests" has ${request.replace(/:.*/, '')}, and nothing uses context.${name}`,
  );
}

/** The failure of a component that imports what no definition asks for: a library may mention the global `fetch`. */
export async function closedDoors(
  imports: readonly string[],
  asked: Asked,
  bundled: BundledModule,
): Promise<BuildResult<never> | undefined> {
  const closed = DOORS.find((door) => imports.includes(door.imports) && !door.isAsked(asked));
  if (closed === undefined) return undefined;
  const why = `${closed.name}, and no definition asks for it: add requests: { ${closed.request} }`;
  const users = await mentionsIn(bundled, new RegExp(`\\b${closed.name}\\b`));
  const problems = users.map((place) => ({ message: `this uses ${why}`, ...place }));
  return problems.length === 0
    ? buildFailure('bundle', `The code uses ${why}`)
    : { ok: false, error: { stage: 'bundle', problems } };
}

/** In minified code: a property, or a name taken out of an object; not the key of a request, which has a value of its own. */
function mentions(code: string, name: DoorName): boolean {
  return new RegExp(`\\.${name}\\b|[{,]${name}(?:[},=]|:(?!["[]))`).test(code);
}

/** What is shown of a line (characters): a library may be one line. */
const MAX_LINE = 200;

/** A line that only says something of the code. */
const COMMENT = /^\s*(?:\/\/|\/?\*)/;

/** Where modules of the author and of libraries first mention something, by their paths in the project. */
async function mentionsIn(
  { output, folder }: BundledModule,
  mention: RegExp,
): Promise<readonly Required<Pick<BuildProblem, 'position' | 'sourceLine'>>[]> {
  const found = [];
  for (const file of Object.keys(output.inputs)) {
    const path = resolve(folder, file);
    if (path.startsWith(RUNTIME_FOLDER)) continue;
    const lines = (await readFile(path, 'utf8').catch(() => '')).split('\n');
    const index = lines.findIndex((line) => mention.test(line) && !COMMENT.test(line));
    const line = lines[index];
    if (line === undefined) continue;
    const position = { file, line: index + 1, column: line.search(mention) + 1 };
    found.push({ position, sourceLine: line.slice(0, MAX_LINE) });
  }
  return found;
}
