import { missingPrograms } from './find-program.ts';
import { languageOf, type LanguageName } from './language.ts';
import { findPackageInstaller } from './find-package-installer.ts';

/** What a person does after a tool was begun. */
export interface NextSteps {
  /** Commands, in order. */
  readonly commands: readonly string[];
  /** What is not on the path, in whole sentences with how to install it. */
  readonly missing: readonly string[];
}

/** What is to be typed next in a new project with these files. */
export function nextSteps(
  language: LanguageName,
  folder: string,
  files: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): NextSteps {
  const packages = files.includes('package.json') ? [`${findPackageInstaller(env)} install`] : [];
  const { title, programs, install, setup } = languageOf(language);
  const missing = missingPrograms(programs, env['PATH'] ?? '').map(
    (program) =>
      `${title} needs ${program}, which is not on the path. Install it with: ${install ?? program}`,
  );
  const quoted = /^[\w./-]+$/u.test(folder) ? folder : `'${folder.replaceAll("'", String.raw`'\''`)}'`;
  return {
    commands: [
      `cd ${quoted}`,
      ...packages,
      ...(setup === undefined ? [] : [setup]),
      'kami build',
      'kami run . name=Ada',
      'kami dev',
    ],
    missing,
  };
}
