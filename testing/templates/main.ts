/**
 * Begins a tool from the template of each language, builds it as its README says, calls it, and prints size, times and
 * imports. A language whose toolchain is missing is left out, with the command that installs it. Fails when one does not
 * build or answer.
 */
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { argv, stdout } from 'node:process';
import { fileURLToPath } from 'node:url';

import { connectModern } from '../e2e/connect-client.ts';
import { makeTestHome } from '../e2e/kami.ts';
import { median } from '../bench/statistics.ts';
import { beginProject, type TemplateProject } from './built-template.ts';
import { languages, missingToolchain, type Language } from './toolchain.ts';

const WARM_CALLS = 50;
const cache = fileURLToPath(new URL('../../.cache/templates/', import.meta.url));
const wanted = argv.slice(2);

for (const language of languages.filter((name) => wanted.length === 0 || wanted.includes(name))) {
  const install = missingToolchain(language);
  if (install !== undefined) {
    stdout.write(`- ${language}: left out, its toolchain is missing; install it with: ${install}\n`);
    continue;
  }
  try {
    stdout.write(`✓ ${language}: ${await tryTemplate(language)}\n`);
  } catch (error) {
    stdout.write(`✗ ${language}: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
}

async function tryTemplate(language: Language): Promise<string> {
  using home = makeTestHome();
  const project = await beginProject(home, language, `${cache}${language}`);
  const built = await timed(() => expectCode(project, 0, 'build', '--json'));
  const cold = await timed(() => expectCode(project, 0, 'run', '.', 'name=Ada'));
  if (cold.value !== '{"result":"Hello, Ada!"}\n') throw new Error(`It answered ${cold.value}`);
  await expectCode(project, 1, 'run', '.', 'name=');
  const installed = await timed(() => expectCode(project, 0, 'install', '.', '--yes'));
  const first = await timed(() => expectCode(project, 0, 'run', `hello-${language}`, 'name=Ada'));
  await using client = await connectModern(home);
  const warm: number[] = [];
  for (let call = 0; call < WARM_CALLS; call += 1) {
    const { milliseconds } = await timed(() => client.callTool(`hello-${language}`, { name: 'Ada' }));
    if (call > 0) warm.push(milliseconds);
  }
  if (language === 'go') await keepHeap(project);
  const { size, imports } = JSON.parse(built.value) as { size: number; imports: readonly string[] };
  return [
    `${size} bytes`,
    `built in ${Math.round(built.milliseconds)} ms`,
    `installed in ${Math.round(installed.milliseconds)} ms`,
    `kami run ${Math.round(first.milliseconds)} ms`,
    `call of a server ${median(warm).toFixed(2)} ms`,
    `imports ${imports.length === 0 ? 'nothing' : imports.join(' ')}`,
  ].join(', ');
}

/** Go's heap and an adapter that grows the memory do not go together: a tool that fills 30 MB shows it. */
async function keepHeap(project: TemplateProject): Promise<void> {
  cpSync(new URL('go-heap/tool.go', import.meta.url), join(project.folder, 'tool.go'));
  const manifest = join(project.folder, 'tool.toml');
  const text = readFileSync(manifest, 'utf8').replace('max_memory_mb = 64', 'max_memory_mb = 128');
  writeFileSync(manifest, text.replace('max_execution_ms = 1000', 'max_execution_ms = 20000'));
  await expectCode(project, 0, 'build');
  const answer = await expectCode(project, 0, 'run', '.', 'name=Ada');
  if (answer !== '{"result":"0 true true"}\n') throw new Error(`Its heap was changed: ${answer}`);
}

async function expectCode(
  project: TemplateProject,
  code: number,
  ...args: readonly string[]
): Promise<string> {
  const result = await project.kami(...args);
  if (result.code === code) return result.stdout;
  throw new Error(`kami ${args.join(' ')} exited with ${result.code}:\n${result.stderr}${result.stdout}`);
}

async function timed<T>(
  work: () => Promise<T>,
): Promise<{ readonly value: T; readonly milliseconds: number }> {
  const started = performance.now();
  return { value: await work(), milliseconds: performance.now() - started };
}
