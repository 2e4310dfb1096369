import { join } from 'node:path';
import { err, kamiError, ok } from '@kami/types';
import type { App } from '../app.ts';
import { missingPrograms } from '../templates/find-program.ts';
import { DEFAULT_LANGUAGE, LANGUAGE_NAMES, languageOf, type LanguageName } from '../templates/language.ts';
import { nameNewTool, shownFolder, type NewTool } from '../templates/new-tool.ts';
import { nextSteps, type NextSteps } from '../templates/next-steps.ts';
import { writeProject } from '../templates/write-project.ts';
import { formatTable } from '../output/table.ts';
import type { CommandResult } from './command.ts';

/** What `kami init` was told. */
export interface InitOptions {
  readonly lang?: LanguageName;
  readonly id?: string;
  /** Whether the languages are listed, and nothing is made. */
  readonly list: boolean;
}

/** `kami init`: begins a tool in a folder of its own. */
export async function initCommand(app: App, path: string | undefined, options: InitOptions): CommandResult {
  if (options.list) return listLanguages(app);
  if (path === undefined) {
    const hint = 'Say what it is called, for example: kami init hello';
    return err(kamiError('KAMI_USAGE', 'A new tool needs a name.', { hint }));
  }
  const tool = nameNewTool(path, options.id);
  if (!tool.ok) return tool;
  const language = options.lang ?? (await askLanguage(app));
  if (language === undefined) return err(kamiError('KAMI_CANCELLED', 'Nothing was made.'));
  const filling = { name: tool.value.name, id: tool.value.id, version: app.version };
  const written = writeProject(join(app.templates, language), tool.value.folder, filling);
  if (!written.ok) return written;
  const folder = shownFolder(tool.value.folder);
  const steps = nextSteps(language, folder, written.value, process.env);
  const { name, id } = tool.value;
  if (app.json) {
    const { commands, missing } = steps;
    app.console.json({
      name,
      id,
      language,
      folder: tool.value.folder,
      files: written.value,
      next: commands,
      missing,
    });
  } else printMade(app, tool.value, language, steps);
  return ok(0);
}

function printMade(app: App, { name, id, folder }: NewTool, language: LanguageName, steps: NextSteps): void {
  const { console } = app;
  const shown = shownFolder(folder);
  console.note(
    `${console.mark('green', 'made')} ${console.mark('bold', name)} in ${shown}, in ${languageOf(language).title}`,
  );
  console.note(`Its id is ${id}; before others install it, write your own in ${join(shown, 'tool.toml')}.`);
  for (const missing of steps.missing) console.note(`${console.mark('yellow', 'missing')} ${missing}`);
  console.note('\nNext:');
  for (const command of steps.commands) console.note(`  ${console.mark('cyan', command)}`);
}

function listLanguages(app: App): Awaited<CommandResult> {
  const rows = LANGUAGE_NAMES.map((name) => {
    const { title, programs, install = '' } = languageOf(name);
    return { name, title, missing: missingPrograms(programs, process.env['PATH'] ?? ''), install };
  });
  if (app.json) app.console.json(rows);
  else {
    const cells = rows.map(({ name, title, missing, install }) => [
      name,
      title,
      missing.length === 0 ? 'ready' : `needs ${missing.join(', ')}: ${install}`,
    ]);
    for (const line of formatTable(['LANG', 'LANGUAGE', 'TOOLCHAIN'], cells)) app.console.out(line);
  }
  return ok(0);
}

/** The language that a person at a terminal chooses; the default one where nobody is there. Nothing: they left. */
async function askLanguage(app: App): Promise<LanguageName | undefined> {
  if (app.json || !app.console.interactive || process.stdin.isTTY !== true) return DEFAULT_LANGUAGE;
  const { openQuestioner } = await import('../learning/questioner.ts');
  using person = openQuestioner(app.signal);
  LANGUAGE_NAMES.forEach((name, index) => person.tell(`  ${index + 1}  ${languageOf(name).title}`));
  for (;;) {
    const answer = await person.ask(`Language [1]: `);
    if (answer === undefined) return undefined;
    if (answer === '') return DEFAULT_LANGUAGE;
    const chosen = LANGUAGE_NAMES[Number(answer) - 1] ?? LANGUAGE_NAMES.find((name) => name === answer);
    if (chosen !== undefined) return chosen;
    person.tell(`Type a number from 1 to ${LANGUAGE_NAMES.length}, or a name: ${LANGUAGE_NAMES.join(', ')}.`);
  }
}
