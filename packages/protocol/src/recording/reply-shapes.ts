import { either, fields, list, pair, tagged } from '../parse/composite-shapes.ts';
import { bool, decimalU64, integer, literal, oneOf, pattern, text } from '../parse/scalar-shapes.ts';
import type { Shape } from '../parse/shape.ts';
import {
  MAX_HANDLES_PER_CALL,
  MAX_HEADER_VALUE_BYTES,
  MAX_NOTE_BYTES,
  MAX_PATH_BYTES,
} from '../host-call/bounds.ts';
import { FS_ERROR_CODES, type FsStat } from '../host-call/fs.ts';
import { handle } from '../host-call/fs-shapes.ts';
import type { ReplyHeader } from '../host-call/host-call.ts';
import { HTTP_ERROR_CODES, type HttpErrorDetail, type WireHeader } from '../host-call/http.ts';
import { ASKED_FEATURES } from '../asking/question.ts';
import type { WireTime } from '../executor/messages.ts';

const MAX_IDENTITY_BYTES = 256;
const MAX_HEADERS = 1024;
const MAX_SECRET_BYTES = 65_536;
const count = integer(0, Number.MAX_SAFE_INTEGER);

/** A clock reading as it travels. */
export const wireTime: Shape<WireTime> = fields({ wallMicros: count, monotonicNanos: decimalU64 });

/** Below zero for a file of a time before 1970. */
const nanos = pattern(/^(?:0|-?[1-9]\d{0,18})$/, 20, 'a signed 64-bit count of nanoseconds');
const time = { time: wireTime };
const note = text(MAX_NOTE_BYTES);
const headers: Shape<readonly WireHeader[]> = list(
  pair(text(MAX_HEADER_VALUE_BYTES), text(8 * MAX_HEADER_VALUE_BYTES)),
  MAX_HEADERS,
);
const httpDetail: Shape<HttpErrorDetail> = fields(
  {},
  { size: count, rcode: text(MAX_IDENTITY_BYTES), alert: integer(0, 255) },
);
const stat: Shape<FsStat> = fields({
  type: oneOf([
    'unknown',
    'block-device',
    'character-device',
    'directory',
    'fifo',
    'symbolic-link',
    'regular-file',
    'socket',
  ]),
  size: count,
  linkCount: count,
  accessedNanos: nanos,
  modifiedNanos: nanos,
  changedNanos: nanos,
  identity: text(MAX_IDENTITY_BYTES),
});

const ANSWERED = tagged('ok', {
  open: fields({ ok: literal('open'), handle, stat, ...time }),
  read: fields({ ok: literal('read'), end: bool, ...time }),
  written: fields({ ok: literal('written'), count, ...time }),
  stat: fields({ ok: literal('stat'), stat, ...time }),
  list: fields({ ok: literal('list'), ...time }),
  link: fields({ ok: literal('link'), target: text(MAX_PATH_BYTES), ...time }),
  done: fields({ ok: literal('done'), ...time }),
  started: fields({ ok: literal('started'), handle, ...time }),
  sent: fields({ ok: literal('sent'), room: bool, ...time }),
  head: fields({ ok: literal('head'), status: integer(100, 999), headers, end: bool, ...time }),
  bytes: fields({ ok: literal('bytes'), end: bool, ...time }, { trailers: headers }),
  ready: fields(
    { ok: literal('ready'), handles: list(handle, MAX_HANDLES_PER_CALL), ...time },
    { writable: list(handle, MAX_HANDLES_PER_CALL) },
  ),
  cancelled: fields({ ok: literal('cancelled'), value: bool, ...time }),
  secret: fields({ ok: literal('secret'), value: text(MAX_SECRET_BYTES), ...time }),
  denied: fields({ ok: literal('denied'), message: note, ...time }),
  asked: fields({ ok: literal('asked'), ...time }),
});
const ASK_FAILED = tagged('askError', {
  unsupported: fields({
    askError: literal('unsupported'),
    features: list(oneOf(ASKED_FEATURES), ASKED_FEATURES.length),
    ...time,
  }),
  refused: fields({ askError: literal('refused'), message: note, ...time }),
  'timed-out': fields({ askError: literal('timed-out'), ...time }),
  cancelled: fields({ askError: literal('cancelled'), ...time }),
});
const REFUSED = either(
  fields({ fsError: oneOf(FS_ERROR_CODES), ...time }, { message: note }),
  either(
    fields({ httpError: oneOf(HTTP_ERROR_CODES), ...time }, { message: note, detail: httpDetail }),
    either(fields({ secretError: oneOf(['not-granted', 'not-set']), ...time }), ASK_FAILED),
  ),
);

/** The header of every reply to a host call. */
export const REPLY: Shape<ReplyHeader> = either(REFUSED, ANSWERED);
