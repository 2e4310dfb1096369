import { err, formatMicros, kamiError, ok, type KamiError, type Result } from '@kami/types';
import { parseTimeSpan } from './parse-time-span.ts';

/** Reads a time from now (`90m`, `12h`, `30d`, `8w`) or a date (RFC 3339, its time optional) as RFC 3339 in UTC. */
export function parseExpiry(text: string, nowMs: number): Result<string, KamiError> {
  const span = parseTimeSpan(text) ?? 0;
  const isDate = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?(?:Z|[+-]\d\d:\d\d))?$/.test(text);
  const at = isDate ? Date.parse(text) : nowMs + span;
  if (span > 0 || (isDate && at > nowMs)) return ok(formatMicros(Math.floor(at * 1000)));
  const reason = isDate && at <= nowMs ? 'has passed' : 'is no time';
  return err(
    kamiError('KAMI_USAGE', `${JSON.stringify(text.slice(0, 80))} ${reason}.`, {
      hint: 'Write a time from now (90m, 12h, 30d, 8w) or a date (2027-01-31, 2027-01-31T12:00:00Z).',
    }),
  );
}
