import { at, type Expect } from './expect.ts';
import type { Narrator } from './narrator.ts';
import type { Shell } from './shell.ts';

const CITY_OF_MOST = 'people[?age > `30`].{name: name, city: city} | sort_by(@, &name)';
const PEOPLE = JSON.stringify({
  people: [
    { name: 'Grace', age: 45, city: 'Arlington' },
    { name: 'Ada', age: 36, city: 'London' },
    { name: 'Linus', age: 21, city: 'Helsinki' },
  ],
});

/** Calls tools that need no grant, on values and on files of the repository. */
export async function runTools(shell: Shell, narrator: Narrator, expect: Expect): Promise<void> {
  narrator.section('Run them');
  const query = await shell.kami([
    'run',
    'json-query',
    `expression=${CITY_OF_MOST}`,
    `data:=${PEOPLE}`,
    '--json',
  ]);
  expect.equal('json-query filters and sorts', at(JSON.parse(query.stdout), 'structured', 'result'), [
    { name: 'Ada', city: 'London' },
    { name: 'Grace', city: 'Arlington' },
  ]);
  const html = await shell.kami(['run', 'markdown/to-html', 'markdown=@README.md']);
  expect.holds('markdown turns the README into HTML', html.stdout, '<h1>KAMI</h1>');
  const sum = await shell.kami(['run', 'checksum', 'data=abc', '--json']);
  expect.equal(
    'checksum knows the SHA-256 of "abc" (FIPS 180-4)',
    at(JSON.parse(sum.stdout), 'structured', 'sha256'),
    'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
  );
  const code = await shell.kami(['run', 'qr-code', 'content=https://example.com', '--json']);
  expect.equal('qr-code draws a picture', at(JSON.parse(code.stdout), 'content', 0, 'mimeType'), 'image/png');
  const lines = [{ description: 'Hosting', quantity: '3', 'unit-price': '19.99', 'tax-percent': '19' }];
  const discount = { tag: 'percent', val: '10' };
  const bill = await shell.kami([
    'run',
    'invoice',
    `lines:=${JSON.stringify(lines)}`,
    `discount:=${JSON.stringify(discount)}`,
    '--json',
  ]);
  expect.holds('invoice, typed by WIT alone, adds up exactly', bill.stdout, '64.22');
}

/** Shows that a private folder keeps state between calls of fresh instances. */
export async function keepNotes(shell: Shell, narrator: Narrator, expect: Expect): Promise<void> {
  narrator.section('A private folder: state in files, none in memory');
  await shell.kami(['run', 'notes/add', 'text=Ship KAMI', 'tags:=["work"]']);
  await shell.kami(['run', 'notes/add', 'text=Water the plants']);
  const found = await shell.kami(['run', 'notes/search', 'query=kami', '--json']);
  expect.equal(
    'notes finds the note of an earlier process',
    at(JSON.parse(found.stdout), 'structured', 'notes', 0, 'text'),
    'Ship KAMI',
  );
}

/** Shows bad input and what it is answered with. */
export async function showBadInput(shell: Shell, narrator: Narrator, expect: Expect): Promise<void> {
  narrator.section('Bad input gets a clear error');
  const typo = await shell.kami(['run', 'jsonquery', 'expression=a'], 2);
  expect.holds('an unknown tool is answered with the nearest name', typo.stderr, 'json-query');
  const wrong = await shell.kami(['run', 'checksum', 'data=x', 'encoding=latin1'], 2);
  expect.holds('a wrong argument names the field', wrong.stderr, 'encoding');
}
