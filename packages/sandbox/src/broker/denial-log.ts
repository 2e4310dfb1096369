import type { Action, Verdict } from '../policy/action.ts';
import { grantCommand, liftingGrants } from '../policy/lifting-grant.ts';
import { wantedBy, type WantedCapability } from '../policy/wanted-capability.ts';
import type { CallScope } from './call-scope.ts';
import type { Redactor } from '../redaction/redactor.ts';
import type { Denial } from './denial.ts';

/** Denials kept of one call; a guest that tries for ever fills no memory. */
export const MAX_DENIALS = 100;

/** Asks policy and keeps what it refused in one call. */
export interface DenialLog {
  readonly list: readonly Denial[];
  /** Checks an action; a refusal is recorded and given back. */
  check(action: Action, what: string): Promise<Denial | undefined>;
  /** Records a refusal that was decided elsewhere. */
  record(denial: Denial): Denial;
}

/** Makes the log of one call; every new denial goes to `onDenial` as well. */
export function createDenialLog(
  scope: CallScope,
  check: (action: Action) => Promise<Verdict>,
  onDenial: (denial: Denial) => void,
): DenialLog {
  const list: Denial[] = [];
  const record = (given: Denial): Denial => {
    const denial = redactDenial(withLift(scope, given), scope.secrets?.redactor);
    const known = list.some((d) => d.what === denial.what && d.rule === denial.rule);
    if (known || list.length >= MAX_DENIALS || scope.signal.aborted) return denial;
    list.push(denial);
    onDenial(denial);
    return denial;
  };
  return {
    list,
    record,
    async check(action, what) {
      const verdict = await check(action);
      if (verdict.effect === 'allow') return undefined;
      const wanted = wantedBy(action);
      return record({
        what,
        rule: verdict.rule,
        ...(wanted === undefined ? {} : { wanted }),
        ...(verdict.hint === undefined ? {} : { hint: verdict.hint }),
      });
    },
  };
}

/** A denial with the command that lifts it within the tool's manifest, or with the fact that the manifest is in the way. */
function withLift({ tool, isGrantable }: CallScope, denial: Denial): Denial {
  const { wanted, hint: _given, ...rest } = denial;
  if (wanted === undefined) return denial;
  const [grant] = liftingGrants(wanted, isGrantable);
  if (grant !== undefined) return { ...rest, wanted, hint: grantCommand(tool.name, grant) };
  const isBeyond = liftingGrants(wanted, () => true).length > 0;
  return isBeyond ? { ...rest, wanted, beyondManifest: true } : denial;
}

/** A denial tells what the tool tried in the tool's own words, a secret among them perhaps. */
function redactDenial(denial: Denial, redactor: Redactor | undefined): Denial {
  if (redactor === undefined) return denial;
  const { what, hint, wanted } = denial;
  return {
    ...denial,
    what: redactor.text(what),
    ...(hint === undefined ? {} : { hint: redactor.text(hint) }),
    ...(wanted === undefined ? {} : { wanted: redactWanted(wanted, redactor) }),
  };
}

function redactWanted(wanted: WantedCapability, redactor: Redactor): WantedCapability {
  switch (wanted.kind) {
    case 'net':
      return { ...wanted, target: redactor.text(wanted.target) };
    case 'folder':
      return { ...wanted, path: redactor.text(wanted.path) };
    case 'env':
    case 'secret':
      return wanted;
  }
}
