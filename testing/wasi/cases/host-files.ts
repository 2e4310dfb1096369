import { caseTable, type ConformanceCase } from '../conformance-case.ts';
import { bytes, gave, refused, step } from '../step.ts';

const files = 'kami:host/files' as const;
const path = (rest: string): object => ({ $join: ['/mnt/work/', '$name', rest] });

const missing = refused({ tag: 'not-found' });

const { cases, positive, negative } = caseTable();

positive(
  `${files} roots`,
  'gives what was granted',
  step(
    `${files} roots`,
    [],
    gave([
      { path: '/data', writable: true },
      { path: '/mnt/work', writable: true },
    ]),
  ),
);
negative(`${files} roots`, "names no folder of the host's", step(`${files} roots`), {
  holds: ([outcome]) => !/tmp|home/u.test(JSON.stringify(outcome)),
});
positive(
  `${files} read`,
  'reads from an offset',
  step(`${files} read`, [path('/a.txt'), 5, 4], gave(bytes('cont'))),
  step(`${files} read`, [path('/a.txt'), 100, 4], gave(bytes(''))),
);
negative(
  `${files} read`,
  'fails by what is there',
  step(`${files} read`, [path('/none'), 0, 4], missing),
  step(`${files} read`, [path('/sub'), 0, 4], refused({ tag: 'is-a-directory' })),
  step(`${files} read`, ['a.txt', 0, 4]),
  step(`${files} read`, ['/etc/passwd', 0, 4]),
  {
    holds: ([, , relative, outside]) =>
      JSON.stringify(relative).includes('"invalid"') && JSON.stringify(outside).includes('"denied"'),
  },
);
positive(
  `${files} write`,
  'makes, replaces and adds to',
  step(`${files} write`, [path('/b.txt'), bytes('one'), 'create-new']),
  step(`${files} write`, [path('/b.txt'), bytes('two'), 'replace']),
  step(`${files} write`, [path('/b.txt'), bytes('!'), 'append']),
  step(`${files} read`, [path('/b.txt'), 0, 10], gave(bytes('two!'))),
);
negative(
  `${files} write`,
  'does not make anew what is there',
  step(`${files} write`, [path('/a.txt'), bytes('x'), 'create-new'], refused({ tag: 'exists' })),
  step(`${files} write`, [path('/a.txt/b'), bytes('x'), 'replace'], refused({ tag: 'not-a-directory' })),
  step(
    `${files} write`,
    [path('/b.txt'), { $zeroes: 1024 * 1024 + 1 }, 'replace'],
    refused({ tag: 'too-large' }),
  ),
);
positive(
  `${files} entries`,
  'lists by name',
  step(`${files} entries`, [path('/sub')], gave([{ name: 'inner.txt', kind: 'file' }])),
);
negative(
  `${files} entries`,
  'lists no file',
  step(`${files} entries`, [path('/a.txt')], refused({ tag: 'not-a-directory' })),
);
positive(
  `${files} stat`,
  'gives kind, size and time',
  step(`${files} stat`, [path('/a.txt')], gave({ kind: 'file', size: 12, modified: 1_700_000_000_000 })),
);
negative(`${files} stat`, 'finds nothing where nothing is', step(`${files} stat`, [path('/none')], missing));
positive(
  `${files} make-directory`,
  'makes a folder',
  step(`${files} make-directory`, [path('/new')]),
  step(`${files} entries`, [path('/new')], gave([])),
);
negative(
  `${files} make-directory`,
  'does not replace what is there',
  step(`${files} make-directory`, [path('/sub')], refused({ tag: 'exists' })),
);
positive(
  `${files} remove-file`,
  'removes a file',
  step(`${files} remove-file`, [path('/a.txt')]),
  step(`${files} stat`, [path('/a.txt')], missing),
);
negative(
  `${files} remove-file`,
  'leaves a folder',
  step(`${files} remove-file`, [path('/sub')], refused({ tag: 'is-a-directory' })),
);
positive(
  `${files} remove-directory`,
  'removes an empty folder',
  step(`${files} remove-file`, [path('/sub/inner.txt')]),
  step(`${files} remove-directory`, [path('/sub')]),
);
negative(
  `${files} remove-directory`,
  'leaves what is not empty',
  step(`${files} remove-directory`, [path('/sub')], refused({ tag: 'not-empty' })),
);
positive(
  `${files} rename`,
  'gives a new name',
  step(`${files} rename`, [path('/a.txt'), path('/b.txt')]),
  step(`${files} stat`, [path('/a.txt')], missing),
);
negative(
  `${files} rename`,
  'stays within one root',
  step(`${files} rename`, [path('/a.txt'), '/data/a.txt']),
  { holds: ([outcome]) => JSON.stringify(outcome).includes('"invalid"') },
);

/** `kami:host/files`, from QuickJS. */
export const hostFilesCases: readonly ConformanceCase[] = cases;
