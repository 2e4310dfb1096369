import { caseTable, type ConformanceCase } from '../conformance-case.ts';
import { bytes, gave, named, refused, step, zeroes } from '../step.ts';

const environment = 'wasi:cli/environment';
const output = 'wasi:io/streams [method]output-stream';
const input = 'wasi:io/streams [method]input-stream';
const exit = 'wasi:cli/exit';
const store = 'wasi:config/store';
const granted = ['KAMI_TEST_WORD', 'granted'];

const { cases, positive, negative } = caseTable();

positive(
  `${environment} get-environment`,
  'gives the granted variables',
  step(`${environment} get-environment`, [], gave([granted])),
);
negative(
  `${environment} get-environment`,
  "gives nothing of the host's own environment",
  step(`${environment} get-environment`),
  { holds: ([outcome]) => !/PATH|HOME|SECRET/u.test(JSON.stringify(outcome)) },
);
positive(
  `${environment} get-arguments`,
  'is empty: a tool has no command line',
  step(`${environment} get-arguments`, [], gave([])),
);
negative(
  `${environment} get-arguments`,
  "gives nothing of the host's own command line",
  step(`${environment} get-arguments`),
  { holds: ([outcome]) => !/kami|node/u.test(JSON.stringify(outcome)) },
);
positive(
  `${environment} initial-cwd`,
  'is none: a tool has no working directory',
  step(`${environment} initial-cwd`, [], gave()),
);
negative(
  `${environment} initial-cwd`,
  "gives nothing of the host's own working directory",
  step(`${environment} initial-cwd`),
  { holds: ([outcome]) => !JSON.stringify(outcome).includes('/') },
);

positive(`${exit} exit`, 'with ok ends the call with code 0', step(`${exit} exit`, [{ tag: 'ok' }]), {
  ends: 'exit with code 0',
});
negative(`${exit} exit`, 'with err ends the call with code 1', step(`${exit} exit`, [{ tag: 'err' }]), {
  ends: 'exit with code 1',
});
positive(`${exit} exit-with-code`, 'ends the call with that code', step(`${exit} exit-with-code`, [0]), {
  ends: 'exit with code 0',
});
negative(
  `${exit} exit-with-code`,
  'with another code than 0 says which',
  step(`${exit} exit-with-code`, [255]),
  { ends: 'exit with code 255' },
);

const stdin = named('in', step('wasi:cli/stdin get-stdin'));
positive(
  'wasi:cli/stdin get-stdin',
  'gives a stream that can be asked',
  stdin,
  step(`${input}.subscribe`, ['$in']),
);
negative(
  'wasi:cli/stdin get-stdin',
  "holds nothing of the host's own input: it has ended",
  stdin,
  step(`${input}.blocking-read`, ['$in', { $big: '1' }], refused({ tag: 'closed' })),
);
for (const name of ['stdout', 'stderr'] as const) {
  const get = `wasi:cli/${name} get-${name}` as const;
  const out = named('out', step(get));
  positive(
    get,
    'gives a stream that takes what is written',
    out,
    step(`${output}.blocking-write-and-flush`, ['$out', bytes(`to ${name}\n`)]),
  );
  negative(
    get,
    'takes no more in one write than it allows',
    out,
    step(`${output}.check-write`, ['$out'], gave({ $big: '32768' })),
    step(`${output}.write`, ['$out', zeroes(32_769)]),
    { ends: 'check-write' },
  );
}
for (const name of ['stdin', 'stdout', 'stderr'] as const) {
  const get = `wasi:cli/terminal-${name} get-terminal-${name}` as const;
  positive(get, 'says that there is no terminal', step(get, [], gave()));
  negative(get, 'gives none, however often it is asked', step(get, [], gave()), step(get, [], gave()));
}

positive(
  `${store} get`,
  'gives the value of a granted key',
  step(`${store} get`, ['KAMI_TEST_WORD'], gave('granted')),
);
negative(
  `${store} get`,
  'gives none for a key that was not granted, though the host has it',
  step(`${store} get`, ['KAMI_TEST_SECRET'], gave()),
  step(`${store} get`, ['PATH'], gave()),
);
positive(
  `${store} get-all`,
  'gives the granted keys and values',
  step(`${store} get-all`, [], gave([granted])),
);
negative(`${store} get-all`, "gives nothing of the host's own", step(`${store} get-all`), {
  holds: ([outcome]) => !/PATH|HOME|SECRET/u.test(JSON.stringify(outcome)),
});

/** `wasi:cli` and `wasi:config`. */
export const cliAndConfigCases: readonly ConformanceCase[] = cases;
