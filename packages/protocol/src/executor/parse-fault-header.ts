import type { Result } from '@kami/types';
import { fields } from '../parse/composite-shapes.ts';
import { oneOf, text } from '../parse/scalar-shapes.ts';
import { parseShape, type Shape } from '../parse/shape.ts';
import type { FaultHeader } from './messages.ts';
import { MAX_FAILURE_MESSAGE_BYTES } from './parse-result-header.ts';

const FAULT_HEADER: Shape<FaultHeader> = fields({
  stage: oneOf(['self-test', 'load', 'make']),
  message: text(MAX_FAILURE_MESSAGE_BYTES),
});

/** Reads the header of a `fault` frame. The error says which rule was broken; it is a violation of the executor. */
export function parseFaultHeader(header: unknown): Result<FaultHeader, string> {
  return parseShape(FAULT_HEADER, header);
}
