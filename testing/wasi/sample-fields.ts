import { bytes, named, step, type AnyStep } from './step.ts';

/** `$fields`: a name in two spellings with a value each, and one name with one. */
export const sampleFields: AnyStep = named(
  'fields',
  step('wasi:http/types [static]fields.from-list', [
    [
      ['x-a', bytes('1')],
      ['X-A', bytes('2')],
      ['y', bytes('3')],
    ],
  ]),
);
