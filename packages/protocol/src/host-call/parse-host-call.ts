import type { Result } from '@kami/types';
import { fields, list, tagged } from '../parse/composite-shapes.ts';
import { decimalU64, literal, oneOf, text } from '../parse/scalar-shapes.ts';
import { parseShape, type Shape } from '../parse/shape.ts';
import { MAX_HANDLES_PER_CALL, MAX_NOTE_BYTES, MAX_SECRET_NAME_BYTES } from './bounds.ts';
import { FS_CALL_SHAPES, handle } from './fs-shapes.ts';
import { DENIED_CAPABILITIES, type CoreCall, type HostCall } from './host-call.ts';
import { HTTP_CALL_SHAPES } from './http-shapes.ts';

const CORE_CALL_SHAPES: { readonly [Op in CoreCall['op']]: Shape<Extract<CoreCall, { readonly op: Op }>> } = {
  wait: fields(
    { op: literal('wait'), handles: list(handle, MAX_HANDLES_PER_CALL) },
    { writable: list(handle, MAX_HANDLES_PER_CALL), untilNanos: decimalU64 },
  ),
  cancelled: fields({ op: literal('cancelled') }),
  secret: fields({ op: literal('secret'), name: text(MAX_SECRET_NAME_BYTES) }),
  denied: fields({
    op: literal('denied'),
    capability: oneOf(DENIED_CAPABILITIES),
    detail: text(MAX_NOTE_BYTES),
  }),
};

const HOST_CALL: Shape<HostCall> = tagged('op', {
  ...FS_CALL_SHAPES,
  ...HTTP_CALL_SHAPES,
  ...CORE_CALL_SHAPES,
  ask: fields({ op: literal('ask') }),
});

/** Reads the header of a `call` frame. The error says which rule was broken; it is a violation of the executor. */
export function parseHostCall(header: unknown): Result<HostCall, string> {
  return parseShape(HOST_CALL, header);
}
