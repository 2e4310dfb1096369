import { judgeSignature, signatureRefusal } from '@kami/registry';
import type { Candidate } from '@kami/runtime';
import type { KamiError } from '@kami/types';
import type { App } from '../app.ts';
import { terminalText } from '../output/terminal-text.ts';

/** Why the policy of signatures refuses a candidate; where it only warns, that is told. */
export async function refuseBySignature(
  app: App,
  source: string,
  { manifest, signature }: Pick<Candidate, 'manifest' | 'signature'>,
): Promise<KamiError | undefined> {
  const verdict = judgeSignature(await app.trustPolicy(), manifest.name, signature);
  const refusal = signatureRefusal(manifest.name, source, signature, verdict);
  if (refusal === undefined && verdict.shortfall !== undefined)
    app.console.note(
      `${app.console.mark('yellow', 'warning')} ${terminalText(`${manifest.name}: ${verdict.shortfall}`)}`,
    );
  return refusal;
}
