import type { RecordedCall } from '../../packages/protocol/src/index.ts';
import type { TestHome } from '../e2e/kami.ts';
import { openFuzzedHost } from './hostile-host.ts';

const RECORDING_MS = 20_000;

/** Records calls of the real executor with every kind of host call that a tool makes: what is then changed and sent again. */
export async function recordCorpus(
  home: TestHome,
  tool: string,
  origin: string,
): Promise<readonly RecordedCall[]> {
  await using host = await openFuzzedHost(home, tool);
  const corpus: RecordedCall[] = [];
  for (const steps of [fileSteps(), httpSteps(origin)]) {
    const { report, recording } = await host.call({ steps }, RECORDING_MS);
    if (!report.ok || recording === undefined)
      throw new Error(`no call could be recorded: ${report.ok ? '' : report.error.message}`);
    corpus.push(recording);
  }
  return corpus;
}

function fileSteps(): readonly object[] {
  const files = 'kami:host/files';
  const step = (name: string, ...args: readonly unknown[]): object => ({ call: `${files} ${name}`, args });
  return [
    step('read', '/mnt/work/a.txt', 0, 100),
    step('write', '/mnt/work/new.txt', { $text: 'written' }, 'replace'),
    step('entries', '/mnt/work'),
    step('stat', '/mnt/lent/a.txt'),
    step('makeDirectory', '/mnt/work/made'),
    step('rename', '/mnt/work/new.txt', '/mnt/work/made/new.txt'),
    step('removeFile', '/mnt/work/made/new.txt'),
    step('removeDirectory', '/mnt/work/made'),
    step('read', '/mnt/none/a.txt', 0, 1),
  ];
}

function httpSteps(origin: string): readonly object[] {
  const http = 'kami:host/http';
  return [
    { call: `${http} start`, args: [{ method: 'GET', url: `${origin}/`, headers: [] }], as: 'handle' },
    { call: `${http} response`, args: ['$handle'] },
    { call: `${http} read`, args: ['$handle', 100] },
    { call: `${http} close`, args: ['$handle'] },
    { call: 'kami:host/log log', args: ['info', 'said', undefined] },
  ];
}
