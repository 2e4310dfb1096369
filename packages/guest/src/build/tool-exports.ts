import { runtimeFile } from './runtime-files.ts';

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

/** The lines of the entry of a bundle that make these exports of the author's module `entry`. */
export function serveLines(exports: readonly ToolExport[]): readonly string[] {
  const lines = [
    `import { serve } from ${JSON.stringify(runtimeFile('runtime/serve'))};`,
    'export const tools = serve(entry);',
  ];
  const others = exports.filter((name) => name !== 'tools');
  if (others.length === 0) return lines;
  const names = others.map((name) => `serve${capital(name)}`);
  return [
    ...lines,
    `import { ${names.join(', ')} } from ${JSON.stringify(runtimeFile('runtime/serve-features'))};`,
    ...others.map((name) => `export const ${name} = serve${capital(name)}(entry);`),
  ];
}

function capital(name: string): string {
  return `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
}
