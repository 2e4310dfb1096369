import { defineTool } from '@kami/guest';
import { marked } from 'marked';
import { NodeHtmlMarkdown } from 'node-html-markdown';
import * as z from 'zod';
import type { Tool } from '@kami/guest';

/** Turns Markdown (CommonMark with GitHub's tables, task lists and strike-through) into HTML. */
export const toHtml: Tool = defineTool({
  name: 'to-html',
  title: 'Markdown to HTML',
  description: 'Turns Markdown into HTML. HTML inside the Markdown is kept as it is: do not trust it.',
  input: z.object({
    markdown: z.string().describe('Markdown, with tables and task lists as on GitHub'),
    breaks: z.boolean().default(false).describe('Whether a line break becomes <br>'),
  }),
  run: ({ markdown, breaks }) => marked.parse(markdown, { async: false, gfm: true, breaks }),
});

/** Turns HTML into Markdown. */
export const toMarkdown: Tool = defineTool({
  name: 'to-markdown',
  title: 'HTML to Markdown',
  description: 'Turns HTML into Markdown; scripts and styles are left out.',
  input: z.object({
    html: z.string(),
    bullet: z.enum(['-', '*', '+']).default('-').describe('Marker of list items'),
  }),
  run: ({ html, bullet }) => new NodeHtmlMarkdown({ bulletMarker: bullet }).translate(html),
});
