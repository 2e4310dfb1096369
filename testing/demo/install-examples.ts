import type { Expect } from './expect.ts';
import type { Narrator } from './narrator.ts';
import type { Shell } from './shell.ts';

/** Tools that ask for nothing, or only for what `--yes` grants. */
const OPEN = ['json-query', 'markdown', 'checksum', 'invoice', 'qr-code'] as const;

/** Installs the examples: three kinds of component, with what each asks for and provably cannot do. */
export async function installExamples(shell: Shell, narrator: Narrator, expect: Expect): Promise<void> {
  narrator.section('Install tools: the SDK’s world, the small json-tool world, and typed exports');
  for (const name of OPEN) await shell.kami(['install', `examples/${name}`]);
  const shown = await shell.kami(['install', 'examples/notes', '--yes']);
  expect.holds(
    'an installation shows what the tool provably cannot do',
    shown.stderr,
    'cannot reach the network',
  );
  await shell.kami(['install', 'examples/csv-stats', '--yes']);
  await shell.kami(['install', 'examples/file-search', '--grant', 'fs=project=docs']);
  const held = await shell.kami(['install', 'examples/fetch-url'], 3);
  expect.holds('a tool that asks for the network is held without consent', held.stderr, 'held');
}
