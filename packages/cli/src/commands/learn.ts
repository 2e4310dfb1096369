import type { InstalledTool } from '@kami/registry';
import type { CallReport } from '@kami/runtime';
import { kamiError, type KamiError, type Result } from '@kami/types';
import type { App } from '../app.ts';
import { resolveGrants } from '../home/resolve-grants.ts';
import { learnCall, type StartCall } from '../learning/learn-call.ts';
import { openQuestioner } from '../learning/questioner.ts';
import { recordGrant } from '../learning/record-grant.ts';

/** Makes a call of `kami run --learn`. Errors: those of `learnCall` and of opening the home. */
export async function learnFromCall(
  app: App,
  tool: InstalledTool,
  start: StartCall,
): Promise<Result<CallReport, KamiError>> {
  const home = await app.home();
  if (!home.ok) return home;
  return learnCall(
    {
      openQuestioner: () => openQuestioner(app.signal),
      grant: (texts, capabilities) => recordGrant(app, home.value, tool, texts, capabilities),
      resolve: (text, lent) => resolveGrants([text], app.paths.root, lent),
    },
    tool,
    start,
  );
}

/** Why nobody can be asked, or nothing when somebody can. */
export function learningProblem(app: App, argumentsFrom: string | undefined): KamiError | undefined {
  if (argumentsFrom === '-')
    return kamiError(
      'KAMI_USAGE',
      'With --learn the answers come from standard input, so --args - cannot be read from it.',
      {
        hint: 'Give the arguments in a file: --args FILE',
      },
    );
  if (app.console.interactive && process.stdin.isTTY === true) return undefined;
  return kamiError('KAMI_USAGE', 'kami run --learn asks at a terminal, and there is none.', {
    hint: 'Run it without --learn, then see what it was denied: kami policy suggest TOOL',
  });
}
