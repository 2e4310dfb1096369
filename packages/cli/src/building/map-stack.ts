import { readFileSync, statSync } from 'node:fs';
import { SourceMap, type SourceMapPayload, type SourceMapping } from 'node:module';
import { dirname, relative, resolve } from 'node:path';

/** A larger source map is not read: a broken one must not take the memory of a command. */
const MAX_MAP_BYTES = 16 * 1024 * 1024;
/** A longer path of a source is not shown (characters): a text may have thousands of places, each of which would be as long. */
const MAX_SOURCE = 1024;
/** A place in the SDK's bundle as engines write it: `at greet (/bundle.js:2:6630)`, one-based. */
const PLACE = /(?:\.?\/)?\bbundle\.js:(\d+):(\d+)/gu;

/** Puts places in an author's files where a text has places in the bundle that was made of them. */
export type StackMapper = (text: string) => string;

/** The source map that the SDK writes beside a component: of the `.wasm` itself, or of the one in a folder with a manifest. */
export function sourceMapPath(tool: string, wasm: string): string {
  if (tool.endsWith('.wasm')) return `${tool}.map`;
  return `${resolve(tool.endsWith('tool.toml') ? dirname(tool) : tool, wasm)}.map`;
}

/**
 * Makes a mapper by a source map (ECMA-426) whose generated file is `bundle.js`; it is read when a text has a place in it. Paths
 * are relative to `from` where they are below it. Where there is no map, or none that can be read, a text stays as it is.
 */
export function createStackMapper(mapPath: string, from: string = process.cwd()): StackMapper {
  let read: { readonly map: ReadMap | undefined } | undefined;
  return (text) => {
    PLACE.lastIndex = 0;
    if (!PLACE.test(text)) return text;
    read ??= { map: readSourceMap(mapPath) };
    const { map } = read;
    if (map === undefined) return text;
    return text.replace(PLACE, (place, line, column) => {
      const found = map.entries.findEntry(Number(line) - 1, Number(column) - 1);
      if (!isMapping(found) || map.sourceRoot.length + found.originalSource.length > MAX_SOURCE) return place;
      const source = resolve(dirname(mapPath), map.sourceRoot, found.originalSource);
      const shown = relative(from, source);
      return `${shown.startsWith('..') ? source : shown}:${found.originalLine + 1}:${found.originalColumn + 1}`;
    });
  };
}

/** A place that nothing was made of has an empty entry. */
function isMapping(found: object): found is SourceMapping {
  return 'originalSource' in found && typeof found.originalSource === 'string' && 'originalLine' in found;
}

/** A source map with the folder that its sources are relative to, itself relative to the map's. */
interface ReadMap {
  readonly entries: SourceMap;
  readonly sourceRoot: string;
}

function readSourceMap(path: string): ReadMap | undefined {
  try {
    if (statSync(path).size > MAX_MAP_BYTES) return undefined;
    const payload: unknown = JSON.parse(readFileSync(path, 'utf8'));
    if (!isPayload(payload)) return undefined;
    const { sourceRoot } = payload;
    return { entries: new SourceMap({ ...payload, sourceRoot: '' }), sourceRoot: sourceRoot ?? '' };
  } catch {
    return undefined;
  }
}

const NO_PAYLOAD: Readonly<Record<'version' | 'mappings' | 'sources' | 'sourceRoot', unknown>> = {
  version: 0,
  mappings: undefined,
  sources: undefined,
  sourceRoot: undefined,
};

/** Node's type has a root in every map; most maps have none. */
type ReadPayload = Omit<SourceMapPayload, 'sourceRoot'> & { readonly sourceRoot?: string };

function isPayload(value: unknown): value is ReadPayload {
  if (typeof value !== 'object' || value === null) return false;
  const { version, mappings, sources, sourceRoot } = { ...NO_PAYLOAD, ...value };
  const isRoot = sourceRoot === undefined || typeof sourceRoot === 'string';
  return version === 3 && typeof mappings === 'string' && Array.isArray(sources) && isRoot;
}
