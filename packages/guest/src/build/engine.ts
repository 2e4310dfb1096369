import { buildFailure, type BuildResult } from './build-result.ts';

/** What runs the code: QuickJS with KAMI's own runtime, or StarlingMonkey with all of the web's. */
export type Engine = 'quickjs' | 'starlingmonkey';

/** The environment variable that names the engine where the command line does not. */
const ENGINE_VARIABLE = 'KAMI_GUEST_ENGINE';

const ENGINES: readonly Engine[] = ['quickjs', 'starlingmonkey'];

/** The engine that a command line or an environment names; QuickJS where neither does. */
export function parseEngine(
  option: string | undefined,
  environment: Readonly<Record<string, string | undefined>>,
): BuildResult<Engine> {
  const name = option ?? (environment[ENGINE_VARIABLE] || 'quickjs');
  const engine = ENGINES.find((known) => known === name);
  return engine === undefined
    ? buildFailure('config', `there is no engine "${name}"; there are: ${ENGINES.join(', ')}`)
    : { ok: true, value: engine };
}
