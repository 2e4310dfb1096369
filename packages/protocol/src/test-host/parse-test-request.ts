import { err, isJsonObject, LIMIT_RANGES, type ResourceLimits, type Result } from '@kami/types';
import { boundedJson } from '../parse/bounded-json.ts';
import { fields, list, tagged } from '../parse/composite-shapes.ts';
import { jsonObject } from '../parse/json-shapes.ts';
import { bool, integer, literal, text } from '../parse/scalar-shapes.ts';
import { parseShape, type Shape } from '../parse/shape.ts';
import { MAX_TEST_REQUEST_BYTES } from './bounds.ts';
import type { TestHttp, TestRequest } from './test-request.ts';

const MAX_PATH_BYTES = 4096;
const MAX_GRANTS = 256;
const MAX_VALUES = 256;
const MAX_VALUE_BYTES = 131_072;
const LINE_BOUNDS = { maxDepth: 80, maxBytes: MAX_TEST_REQUEST_BYTES, rejectDuplicateKeys: true };

const number = integer(1, Number.MAX_SAFE_INTEGER);
const path = text(MAX_PATH_BYTES, 1);
const short = text(1024, 1);

/** Text by name. */
const values: Shape<Readonly<Record<string, string>>> = {
  check: (value) => {
    if (!isJsonObject(value)) return 'expected an object';
    const entries = Object.values(value);
    if (entries.length > MAX_VALUES) return `over ${MAX_VALUES} values`;
    return entries.map((one) => text(MAX_VALUE_BYTES).check(one)).find((problem) => problem !== undefined);
  },
};
const limit = (key: keyof ResourceLimits): Shape<number> => integer(1, LIMIT_RANGES[key].maximum);
const limits: Shape<Partial<ResourceLimits>> = fields(
  {},
  {
    maxMemoryMb: limit('maxMemoryMb'),
    maxExecutionMs: limit('maxExecutionMs'),
    maxOutputKb: limit('maxOutputKb'),
    maxStorageMb: limit('maxStorageMb'),
    maxConcurrency: limit('maxConcurrency'),
  },
);
const http: Shape<TestHttp> = tagged('mode', {
  live: fields({ mode: literal('live') }),
  record: fields({ mode: literal('record'), file: path }),
  replay: fields({ mode: literal('replay'), file: path }),
});
const REQUEST: Shape<TestRequest> = tagged('op', {
  open: fields(
    {
      op: literal('open'),
      id: number,
      folder: path,
      requested: bool,
      grants: list(text(MAX_PATH_BYTES), MAX_GRANTS),
      config: values,
      secrets: values,
      http,
      limits,
    },
    { seed: short },
  ),
  call: fields(
    { op: literal('call'), id: number, tool: number, args: jsonObject },
    { name: short, at: integer(0, Number.MAX_SAFE_INTEGER) },
  ),
  cancel: fields({ op: literal('cancel'), id: number, call: number }),
  close: fields({ op: literal('close'), id: number, tool: number }),
});

/** Reads a line to a test host. The error says what is wrong with it, and quotes nothing of it. */
export function parseTestRequest(line: Uint8Array): Result<TestRequest, string> {
  const json = boundedJson(line, LINE_BOUNDS);
  return json.ok ? parseShape(REQUEST, json.value) : err(json.error.message);
}
