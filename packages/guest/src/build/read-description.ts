/**
 * Threat: building a tool runs code of its dependencies, which the author has not read.
 * Rule: it runs in a process of its own that may read its own folder and nothing else, has no environment, and ends.
 */
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { absentHost } from './absent-host.ts';
import { hostModules } from './host-modules.ts';
import { optionalModules } from './optional-modules.ts';
import { parsePrinted } from './parse-printed.ts';
import { runEsbuild } from './run-esbuild.ts';
import { runtimeFile } from './runtime-files.ts';
import { translateEvaluationError } from './translate-error.ts';
import { buildFailure } from './build-result.ts';
import type { EntryDescription } from '../describe/describe-entry.ts';
import type { BuildResult } from './build-result.ts';

/** How long an entry module may take to define its tools (milliseconds): one that loops would hold the build for ever. */
const DEADLINE_MS = 30_000;

/** The longest description (bytes): KAMI takes at most 4 MiB of one. */
const MAX_DESCRIPTION = 16 << 20;

/**
 * Runs an entry module once in Node, on a host that refuses everything, and gives what it defines: definitions stand at
 * the top level. Throws what esbuild throws.
 */
export async function readDescription(entry: string): Promise<BuildResult<EntryDescription>> {
  const bundled = await runEsbuild(entry, describingLines(entry), [absentHost, optionalModules, hostModules]);
  const folder = await mkdtemp(join(tmpdir(), 'kami-guest-'));
  try {
    const path = join(folder, 'bundle.mjs');
    await writeFile(path, bundled.code);
    const { text, ended } = await run(path, folder);
    const printed = parsePrinted(text);
    if (printed === undefined) return buildFailure('evaluate', ended ?? whyNothing(text));
    return 'thrown' in printed
      ? translateEvaluationError(printed.thrown, bundled)
      : { ok: true, value: printed.description };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function describingLines(entry: string): readonly string[] {
  return [
    `import { describeDefinitions } from ${JSON.stringify(runtimeFile('describe/describe-entry'))};`,
    "import * as zod from 'optional:zod/v4/core';",
    "import * as valibot from 'optional:@valibot/to-json-schema';",
    // On a line of its own: a library may print while it is loaded.
    "const print = (printed) => process.stdout.write('\\n' + JSON.stringify(printed));",
    'const describer = describeDefinitions({ zod: zod.toJSONSchema, valibot: valibot.toJsonSchema });',
    // Loaded where it stands, so that the describer hears of what it defines.
    `import(${JSON.stringify(entry)}).then((entry) => print({ description: describer.describe(entry) })).catch(`,
    '  (error) => print({ thrown: error instanceof Error',
    "    ? { name: error.name, message: error.message, stack: error.stack ?? '' }",
    "    : { name: 'Error', message: String(error), stack: '' } }),",
    ');',
  ];
}

async function run(
  path: string,
  folder: string,
): Promise<{ readonly text: string; readonly ended?: string }> {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      ['--permission', `--allow-fs-read=${folder}`, path],
      { env: {}, timeout: DEADLINE_MS, killSignal: 'SIGKILL', maxBuffer: MAX_DESCRIPTION },
      (error, text, errorText) => {
        if (error === null) resolve({ text });
        else
          resolve({
            text: '',
            ended:
              error.killed === true
                ? `the entry module did not end within ${DEADLINE_MS / 1000} s: does its top level wait or loop?`
                : errorText.trim() || error.message,
          });
      },
    );
  });
}

function whyNothing(text: string): string {
  return text === ''
    ? 'the entry module ended its process'
    : 'the entry module or a library printed on standard output while tools were defined: let it print in run';
}
