import { defineTool, ToolError } from '@kami/guest';
import * as z from 'zod';
import { all, discard, keep, note } from './notebook.ts';
import type { Requests, Tool } from '@kami/guest';

const requests = { files: 'sandbox' } as const satisfies Requests;
const limits = { storageMb: 16 };

const limit = z.int().min(1).max(200).default(20).describe('How many notes at most');
const found = z.object({ notes: z.array(note), total: z.int() });

/** Keeps a note. */
export const add: Tool = defineTool({
  name: 'add',
  title: 'Add a note',
  description: 'Keeps a note and gives it with its id.',
  input: z.object({
    text: z.string().trim().min(1).max(20_000),
    tags: z
      .array(z.string().regex(/^[\w-]{1,32}$/))
      .max(10)
      .default([])
      .describe('Words to find it by'),
  }),
  output: note,
  requests,
  limits,
  run: ({ text, tags }, { files }) => keep(files, text, tags),
});

/** Lists notes. */
export const list: Tool = defineTool({
  name: 'list',
  title: 'List notes',
  description: 'Lists the notes, the newest first.',
  input: z.object({ tag: z.string().optional().describe('Only notes with this tag'), limit }),
  output: found,
  requests,
  run: ({ tag, limit: most }, { files }) => {
    const notes = all(files).filter(({ tags }) => tag === undefined || tags.includes(tag));
    return { notes: notes.slice(0, most), total: notes.length };
  },
});

/** Searches notes. */
export const search: Tool = defineTool({
  name: 'search',
  title: 'Search notes',
  description: 'Finds the notes that hold every word of a query, in any letter case.',
  input: z.object({ query: z.string().trim().min(1), limit }),
  output: found,
  requests,
  run: ({ query, limit: most }, { files }) => {
    const words = query.toLowerCase().split(/\s+/);
    const notes = all(files).filter(({ text, tags }) => {
      const searched = `${text} ${tags.join(' ')}`.toLowerCase();
      return words.every((word) => searched.includes(word));
    });
    return { notes: notes.slice(0, most), total: notes.length };
  },
});

/** Removes a note. */
export const remove: Tool = defineTool({
  name: 'remove',
  title: 'Remove a note',
  description: 'Removes the note with this id, for good.',
  input: z.object({
    id: z.string().regex(/^\d{4}-\d{2}-\d{2}-[0-9a-f]{8}$/, 'Must be an id that add, list or search gave'),
  }),
  requests,
  run: ({ id }, { files }) => {
    if (!discard(files, id)) throw new ToolError(`There is no note ${id}: list shows the ids`);
    return `Removed ${id}`;
  },
});
