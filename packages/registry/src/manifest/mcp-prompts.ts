import type { PromptArgument, PromptMessageTemplate, PromptRole, PromptSpec } from '@kami/types';
import { reportTwice } from './report-twice.ts';
import type { TableReader, TextRule } from './table-reader.ts';
import { isDescription, isPromptText, isTitle } from './visible-text.ts';

/** Prompts of one manifest: each stands in the lists of every client. */
const MAX_PROMPTS = 64;
/** Arguments of one prompt: a client draws a field for each. */
const MAX_ARGUMENTS = 64;
/** Messages of one prompt: each goes into the model's context. */
const MAX_MESSAGES = 32;
const ROLES: readonly PromptRole[] = ['user', 'assistant'];
const PLACE = /\{\{([A-Za-z0-9_.-]{1,64})\}\}/gu;

const isPromptName: TextRule = (text) =>
  /^[a-zA-Z0-9_-]{1,48}$/u.test(text) ? undefined : 'expected 1 to 48 letters, digits, "_" or "-"';
const isArgumentName: TextRule = (text) =>
  /^[a-zA-Z0-9_.-]{1,64}$/u.test(text) ? undefined : 'expected 1 to 64 letters, digits, "_", "-" or "."';

/** Reads `[[mcp.prompts]]`; nothing when the key is not there. */
export function readPrompts(table: TableReader): readonly PromptSpec[] | undefined {
  const rows = table.tables('prompts', MAX_PROMPTS);
  if (!table.has('prompts')) return undefined;
  const seen = new Set<string>();
  return rows.map((row) => {
    const name = row.requiredText('name', isPromptName, 'review');
    reportTwice(row, 'name', name, seen);
    const spoken = readSpoken(row);
    const args = readPromptArguments(row);
    const messages = readMessages(row, new Set(args.map((argument) => argument.name)));
    row.close();
    return { name, ...spoken, arguments: args, messages };
  });
}

function readSpoken(row: TableReader): { title?: string; description?: string } {
  const title = row.text('title', isTitle);
  const description = row.text('description', isDescription);
  return { ...(title === undefined ? {} : { title }), ...(description === undefined ? {} : { description }) };
}

function readPromptArguments(prompt: TableReader): readonly PromptArgument[] {
  const seen = new Set<string>();
  return prompt.tables('arguments', MAX_ARGUMENTS).map((row) => {
    const name = row.requiredText('name', isArgumentName, 'topic');
    reportTwice(row, 'name', name, seen);
    const spoken = readSpoken(row);
    const required = row.flag('required') ?? false;
    row.close();
    return { name, ...spoken, required };
  });
}

function readMessages(prompt: TableReader, names: ReadonlySet<string>): readonly PromptMessageTemplate[] {
  const rows = prompt.tables('messages', MAX_MESSAGES);
  if (rows.length === 0)
    prompt.report(
      [...prompt.path, 'messages'],
      'key',
      'is missing, expected at least one [[mcp.prompts.messages]] with role and text',
    );
  return rows.map((row) => {
    const role = row.text('role', (text) => (isRole(text) ? undefined : `expected ${ROLES.join(', ')}`));
    const text = row.requiredText('text', (given) => isPromptText(given) ?? placeProblem(given, names), '…');
    row.close();
    return { role: role !== undefined && isRole(role) ? role : 'user', text };
  });
}

function isRole(text: string): text is PromptRole {
  return ROLES.some((role) => role === text);
}

/** Why the places of a text cannot be filled in. */
function placeProblem(text: string, names: ReadonlySet<string>): string | undefined {
  for (const [place, name = ''] of text.matchAll(PLACE))
    if (!names.has(name)) return `${place} names no argument of this prompt`;
  return text.replace(PLACE, '').includes('{{')
    ? 'expected {{name}} with the name of an argument'
    : undefined;
}
