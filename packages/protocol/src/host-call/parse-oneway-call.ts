import type { Result } from '@kami/types';
import { fields, list, tagged } from '../parse/composite-shapes.ts';
import { finite, literal, oneOf, text } from '../parse/scalar-shapes.ts';
import { parseShape, type Shape } from '../parse/shape.ts';
import {
  MAX_HANDLES_PER_CALL,
  MAX_LOG_DATA_BYTES,
  MAX_LOG_MESSAGE_BYTES,
  MAX_NOTE_BYTES,
  MAX_URL_BYTES,
} from './bounds.ts';
import { handle } from './fs-shapes.ts';
import type { LogLevel, OnewayCall } from './host-call.ts';

const level: Shape<LogLevel> = oneOf([
  'debug',
  'info',
  'notice',
  'warning',
  'error',
  'critical',
  'alert',
  'emergency',
]);
const amount = finite(0, Number.MAX_VALUE);

const ONEWAY_SHAPES: { readonly [Op in OnewayCall['op']]: Shape<Extract<OnewayCall, { readonly op: Op }>> } =
  {
    log: fields(
      { op: literal('log'), level, message: text(MAX_LOG_MESSAGE_BYTES) },
      { data: text(MAX_LOG_DATA_BYTES) },
    ),
    progress: fields(
      { op: literal('progress'), done: amount },
      { total: amount, message: text(MAX_NOTE_BYTES) },
    ),
    output: fields({ op: literal('output'), stream: oneOf(['stdout', 'stderr']) }),
    drop: fields({ op: literal('drop'), handles: list(handle, MAX_HANDLES_PER_CALL) }),
    notify: fields(
      { op: literal('notify'), what: oneOf(['tools', 'resources', 'prompts']) },
      { uri: text(MAX_URL_BYTES) },
    ),
  };

const ONEWAY_CALL: Shape<OnewayCall> = tagged('op', ONEWAY_SHAPES);

/** Reads the header of a `oneway` frame. The error says which rule was broken; it is a violation of the executor. */
export function parseOnewayCall(header: unknown): Result<OnewayCall, string> {
  return parseShape(ONEWAY_CALL, header);
}
