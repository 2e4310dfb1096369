import { Tool } from './define-tool.ts';

/** The tools that an entry module exports, lists of tools too, each once. */
export function exportedTools(entryModule: Readonly<Record<string, unknown>>): readonly Tool[] {
  return [...new Set(Object.values(entryModule).flat())].filter((value) => value instanceof Tool);
}
