/**
 * Threat: a tool that passes its question off as KAMI's own at the terminal. Rule: each line of a question names the tool
 * first, and control characters are shown as text.
 */
import { parseForm, type Answer, type FormField, type Question } from '@kami/protocol';
import type { Asker } from '@kami/runtime';
import { err, ok, type Json } from '@kami/types';
import type { Questioner } from '../learning/questioner.ts';
import { readField } from './read-field.ts';

/** Asks forms at the terminal, field by field; nothing else can be asked there. */
export function createTerminalAsker(
  tool: string,
  openQuestioner: (signal: AbortSignal) => Questioner,
): Asker {
  return {
    features: ['form'],
    lack: () => undefined,
    async ask(questions, signal) {
      const answers: Answer[] = [];
      using terminal = openQuestioner(signal);
      for (const question of questions) {
        const answer = await askForm(terminal, tool, question);
        if (signal.aborted) return err({ askError: 'cancelled' });
        answers.push(answer);
      }
      return ok(answers);
    },
  };
}

async function askForm(terminal: Questioner, tool: string, question: Question): Promise<Answer> {
  if (question.kind !== 'form') return { action: 'dismissed' };
  const form = parseForm(question.schema);
  terminal.tell('');
  terminal.tell(`${tool} asks: ${inOneLine(question.message)}`);
  const values: [string, Json][] = [];
  for (const field of form.ok ? form.value : []) {
    const value = await askField(terminal, tool, field);
    if (value === 'left') return { action: 'dismissed' };
    if (value.given !== undefined) values.push([field.name, value.given]);
  }
  const sent = await terminal.ask(`${tool}: send this? [Y/n] `);
  if (sent === undefined) return { action: 'dismissed' };
  return /^n/iu.test(sent)
    ? { action: 'declined' }
    : { action: 'accepted', content: Object.fromEntries(values) };
}

async function askField(
  terminal: Questioner,
  tool: string,
  field: FormField,
): Promise<'left' | { readonly given: Json | undefined }> {
  const { title = field.name, description, preset, required } = field;
  if (description !== undefined) terminal.tell(`${tool}: ${inOneLine(description)}`);
  const optional = required || preset !== undefined ? '' : ' (optional)';
  const shown =
    preset === undefined ? '' : ` [${Array.isArray(preset) ? preset.join(', ') : String(preset)}]`;
  const words = `${tool}: ${inOneLine(`${title}${expected(field)}${optional}${shown}`)}: `;
  for (;;) {
    const typed = await terminal.ask(words);
    if (typed === undefined) return 'left';
    if (typed === '' && preset !== undefined) return { given: preset };
    if (typed === '' && !required) return { given: undefined };
    if (typed === '') continue;
    const value = readField(field.takes, typed);
    if (value.ok) return { given: value.value };
    terminal.tell(`${tool}: ${value.error}`);
  }
}

function expected({ takes }: FormField): string {
  switch (takes.kind) {
    case 'boolean':
      return ' (yes or no)';
    case 'choice':
      return ` (one of ${takes.choices.map(({ value }) => value).join(', ')})`;
    case 'choices':
      return ` (some of ${takes.choices.map(({ value }) => value).join(', ')}, with commas between)`;
    case 'number':
      return takes.whole ? ' (a whole number)' : ' (a number)';
    case 'text':
      return takes.format === undefined ? '' : ` (${takes.format})`;
  }
}

/** A tool's words without the line breaks in which it could write lines of its own. */
function inOneLine(words: string): string {
  return words.replaceAll(/\s+/gu, ' ');
}
