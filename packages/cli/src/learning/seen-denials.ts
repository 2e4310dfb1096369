import { parseWantedCapability, type WantedCapability } from '@kami/sandbox';
import { err, isJsonObject, kamiError, ok, type KamiError, type Result, type StoredEvent } from '@kami/types';
import { parseTimeSpan } from '../commands/parse-time-span.ts';

/** Something that a tool was denied, as the event log has it. */
export interface SeenDenial {
  readonly what: string;
  readonly rule: string;
  /** What was missing; absent where no capability covers it, or where the event says nothing of it. */
  readonly wanted?: WantedCapability;
}

/** Events of denials that are read at most; a tool that is denied more is denied the same again and again. */
export const MAX_SEEN = 100_000;

/** The denials in events, each once, oldest first; events of before `since` (RFC 3339, UTC) are left out. */
export function seenDenials(
  events: readonly StoredEvent[],
  since: string | undefined,
): readonly SeenDenial[] {
  const seen = new Map<string, SeenDenial>();
  for (const { type, time, data } of events) {
    if (type !== 'capability.denied' || (since !== undefined && time < since)) continue;
    const { what, rule, wanted: told } = data;
    if (typeof what !== 'string' || typeof rule !== 'string') continue;
    const wanted = isJsonObject(told) ? parseWantedCapability(told) : undefined;
    const denial = { what, rule, ...(wanted?.ok === true ? { wanted: wanted.value } : {}) };
    const key = JSON.stringify(denial.wanted ?? [what, rule]);
    if (!seen.has(key)) seen.set(key, denial);
  }
  return [...seen.values()];
}

/** Reads `--since`: a span before now (`90s`, `30m`, `12h`, `7d`, `8w`) or a time (RFC 3339). Error: `KAMI_USAGE`. */
export function parseSince(text: string, nowMs: number): Result<string, KamiError> {
  const span = parseTimeSpan(text);
  const time = span === undefined ? /^\d{4}-\d\d-\d\d/.test(text) && Date.parse(text) : nowMs - span;
  if (time === false || Number.isNaN(time) || time < 0)
    return err(
      kamiError('KAMI_USAGE', `${JSON.stringify(text.slice(0, 80))} is no time to count from.`, {
        hint: 'Give a span such as 30m, 12h or 7d, or a time such as 2026-01-31T08:00:00Z.',
      }),
    );
  return ok(new Date(time).toISOString());
}
