import { caseTable, type ConformanceCase } from '../conformance-case.ts';
import { sampleFields } from '../sample-fields.ts';
import { bytes, gave, named, refused, resource, step } from '../step.ts';

const types = 'wasi:http/types';
const fields = `${types} [method]fields` as const;
const forbidden = refused({ tag: 'forbidden' });
const malformed = refused({ tag: 'invalid-syntax' });

const { cases, positive, negative } = caseTable();

positive(
  `${types} [constructor]fields`,
  'is empty',
  named('fields', step(`${types} [constructor]fields`, [], gave(resource))),
  step(`${fields}.entries`, ['$fields'], gave([])),
);
negative(
  `${types} [constructor]fields`,
  'shares nothing with another',
  named('one', step(`${types} [constructor]fields`)),
  named('other', step(`${types} [constructor]fields`)),
  step(`${fields}.append`, ['$one', 'x', bytes('1')]),
  step(`${fields}.entries`, ['$other'], gave([])),
);
positive(
  `${types} [static]fields.from-list`,
  'keeps order, names as they are, and names that come twice',
  sampleFields,
  step(
    `${fields}.entries`,
    ['$fields'],
    gave([
      ['x-a', bytes('1')],
      ['X-A', bytes('2')],
      ['y', bytes('3')],
    ]),
  ),
);
negative(
  `${types} [static]fields.from-list`,
  "refuses what is no field, or is the host's to write",
  step(`${types} [static]fields.from-list`, [[['a b', bytes('1')]]], malformed),
  step(`${types} [static]fields.from-list`, [[['a', bytes('1\r\nb: 2')]]], malformed),
  step(`${types} [static]fields.from-list`, [[['Host', bytes('x')]]], forbidden),
);
positive(
  `${fields}.get`,
  'gives all values of a name, whatever its case',
  sampleFields,
  step(`${fields}.get`, ['$fields', 'X-a'], gave([bytes('1'), bytes('2')])),
);
negative(
  `${fields}.get`,
  'gives nothing for a name that is not there',
  sampleFields,
  step(`${fields}.get`, ['$fields', 'z'], gave([])),
);
positive(
  `${fields}.has`,
  'is true whatever the case',
  sampleFields,
  step(`${fields}.has`, ['$fields', 'Y'], gave(true)),
);
negative(
  `${fields}.has`,
  'is false for a name that is not there',
  sampleFields,
  step(`${fields}.has`, ['$fields', 'z'], gave(false)),
);
positive(
  `${fields}.set`,
  'replaces all values of a name',
  sampleFields,
  step(`${fields}.set`, ['$fields', 'x-a', [bytes('9')]]),
  step(`${fields}.get`, ['$fields', 'x-a'], gave([bytes('9')])),
);
positive(
  `${fields}.delete`,
  'takes all values of a name away',
  sampleFields,
  step(`${fields}.delete`, ['$fields', 'X-A']),
  step(`${fields}.has`, ['$fields', 'x-a'], gave(false)),
);
positive(
  `${fields}.append`,
  'adds a value to those of a name',
  sampleFields,
  step(`${fields}.append`, ['$fields', 'y', bytes('4')]),
  step(`${fields}.get`, ['$fields', 'y'], gave([bytes('3'), bytes('4')])),
);
positive(
  `${fields}.entries`,
  'gives names and values',
  sampleFields,
  step(
    `${fields}.entries`,
    ['$fields'],
    gave([
      ['x-a', bytes('1')],
      ['X-A', bytes('2')],
      ['y', bytes('3')],
    ]),
  ),
);

/** `wasi:http/types`: header fields. */
export const httpFieldsCases: readonly ConformanceCase[] = cases;
