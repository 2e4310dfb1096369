import { runtimeFile } from './runtime-files.ts';
import type { WireDefinition } from '../tool/wire-definition.ts';
import type { DoorName } from './used-doors.ts';

/** An interface of `kami:tool` that a component can export. */
export type ToolExport = 'tools' | 'resources' | 'prompts' | 'completion';

/**
 * What a bundle needs to export: code that nobody uses is left out of it, so a function that defines a resource or a
 * prompt stands in it only where an author calls it.
 */
export function toolExports(code: string): readonly ToolExport[] {
  const hasResources = /\bfunction defineResource(?:Template)?\(/.test(code);
  const hasPrompts = /\bfunction definePrompt\(/.test(code);
  return [
    'tools',
    ...(hasResources ? (['resources'] as const) : []),
    ...(hasPrompts ? (['prompts'] as const) : []),
    ...(hasResources || hasPrompts ? (['completion'] as const) : []),
  ];
}

const DOOR_FILES: { readonly [name in DoorName]: string } = {
  fetch: 'web/fetch',
  files: 'host/files',
  config: 'host/config',
  secrets: 'host/secrets',
};

/** The lines of the entry of a bundle that make these exports of the author's module `entry`. */
export function serveLines(
  exports: readonly ToolExport[],
  definitions: readonly WireDefinition[],
  doors: readonly DoorName[],
): readonly string[] {
  const others = exports.filter((name) => name !== 'tools');
  const names = others.map((name) => `serve${capital(name)}`);
  return [
    ...doors.map((name) => `import { ${name} } from ${JSON.stringify(runtimeFile(DOOR_FILES[name]))};`),
    `import { serve } from ${JSON.stringify(runtimeFile('runtime/serve'))};`,
    ...(others.length === 0
      ? []
      : [`import { ${names.join(', ')} } from ${JSON.stringify(runtimeFile('runtime/serve-features'))};`]),
    `const doors = { ${doors.join(', ')} };`,
    `export const tools = serve(entry, ${JSON.stringify(definitions)}, doors);`,
    ...others.map((name) => `export const ${name} = serve${capital(name)}(entry, doors);`),
  ];
}

function capital(name: string): string {
  return `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
}
