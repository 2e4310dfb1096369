import { existsSync } from 'node:fs';
import { toPath, type PathLike } from './find-tool-folder.ts';
import { KamiTestError } from './kami-test-error.ts';

/**
 * When requests go out and are recorded: `missing`, where there is no recording yet; `all`, each time; `never`, so that a
 * missing recording is an error.
 */
export type RecordMode = 'missing' | 'all' | 'never';

/** A recording that answers a tool's requests. */
export interface Recording {
  readonly recording: PathLike;
  readonly mode?: RecordMode;
}

/**
 * Answers from a file; where there is none, the requests are made, within the grants, and kept there. A relative path is
 * below the tool's folder. Unless `mode` says it: `KAMI_TEST_RECORD`, else `never` where `CI` is set, else `missing`.
 */
export function recorded(path: PathLike, options: { readonly mode?: RecordMode } = {}): Recording {
  return { recording: path, ...options };
}

/** How the test host is to answer requests. */
export type HttpSource =
  | { readonly mode: 'live' }
  | { readonly mode: 'record' | 'replay'; readonly file: string };

/** What this process has recorded: a test after the first one replays it, also where all is recorded anew. */
const recordedHere: Set<string> = new Set();

/** Decides between recording and replaying. Throws `NOT_RECORDED` where there is nothing to replay, and `USAGE`. */
export function chooseHttp(
  http: 'live' | Recording,
  folder: string,
  env: Readonly<Record<string, string | undefined>>,
): HttpSource {
  if (http === 'live') return { mode: 'live' };
  const file = toPath(http.recording, folder);
  const mode = http.mode ?? modeOf(env);
  const isThere = existsSync(file);
  if (isThere && (mode !== 'all' || recordedHere.has(file))) return { mode: 'replay', file };
  if (mode === 'never')
    throw new KamiTestError(
      'NOT_RECORDED',
      `There is no recording ${file}, and none is made here. Record it where there is a network, and commit it: ` +
        'KAMI_TEST_RECORD=missing kami test',
    );
  recordedHere.add(file);
  return { mode: 'record', file };
}

function modeOf(env: Readonly<Record<string, string | undefined>>): RecordMode {
  const asked = env['KAMI_TEST_RECORD'] ?? '';
  if (asked === 'missing' || asked === 'all' || asked === 'never') return asked;
  if (asked !== '')
    throw new KamiTestError('USAGE', `KAMI_TEST_RECORD is "${asked}"; it can be missing, all or never.`);
  const ci = env['CI'] ?? '';
  return ci === '' || ci === '0' || ci === 'false' ? 'missing' : 'never';
}
