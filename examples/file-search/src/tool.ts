import { defineTool, ToolError } from '@kami/guest';
import picomatch from 'picomatch';
import * as z from 'zod';
import { findLines } from './find-lines.ts';
import { walk } from './walk.ts';
import type { Tool } from '@kami/guest';

const match = z.object({
  path: z.string(),
  size: z.int(),
  lines: z.array(z.object({ line: z.int(), text: z.string() })).describe('Lines that hold the text'),
});

/** Finds files by name and by content. */
export const fileSearch: Tool = defineTool({
  name: 'file-search',
  title: 'Search files',
  description:
    'Finds files in the mounted folders, by name pattern and by content. Gives paths, sizes and matching lines.',
  input: z.object({
    name: z
      .string()
      .default('**')
      .describe('Pattern of the path below the folder, such as **/*.ts or docs/*.md'),
    content: z.string().min(1).optional().describe('Text that a line must hold'),
    ignore_case: z.boolean().default(false).describe('Whether letter case of the content matters not'),
    folder: z
      .string()
      .optional()
      .describe('Where to begin, such as /mnt/project/src; every mounted folder when not given'),
    limit: z.int().min(1).max(500).default(50).describe('How many files at most'),
  }),
  output: z.object({ matches: z.array(match), searched: z.int(), truncated: z.boolean() }),
  requests: { files: 'read-only' },
  limits: { executionMs: 10_000 },
  run: ({ name, content, ignore_case: ignoreCase, folder, limit }, { files, cancelled }) => {
    const roots = folder === undefined ? files.roots().map((root) => root.path) : [folder];
    if (roots.length === 0)
      throw new ToolError('No folder is mounted: ask the operator to grant one, such as fs=DIR');
    const isMatch = picomatch(name, { dot: true });
    const matches: z.infer<typeof match>[] = [];
    let searched = 0;
    for (const root of roots)
      for (const path of walk(files, root)) {
        if (cancelled()) return { matches, searched, truncated: true };
        if (!isMatch(path.slice(root.length).replace(/^\/+/, ''))) continue;
        if (matches.length === limit) return { matches, searched, truncated: true };
        searched += 1;
        const { size } = files.stat(path);
        const lines = content === undefined ? [] : findLines(files, { path, size }, content, ignoreCase);
        if (content === undefined || lines.length > 0) matches.push({ path, size, lines });
      }
    return { matches, searched, truncated: false };
  },
});
