import type { ExpectedResults } from '../catalogue.ts';

/** What an attacker tries against the manifest, and after the arrow what must come of it. */
export const manifestCases: ExpectedResults = {
  82: 'bad TOML, duplicate key → rejected with line and field',
  83: '`__proto__`, `constructor` keys → rejected with line and field',
  84: 'wasm path with `..`, absolute, through a link → rejected with line and field',
  85: 'limits `inf`, `nan`, -1, 0, "64", 1e9 → rejected with line and field',
  86: 'a 5 MB manifest, 20,000 levels of nesting → rejected with line and field',
  87: 'wrong types → rejected with line and field',
  88: 'description with ANSI, hidden Unicode tags, 1 MB → rejected with line and field',
  89: 'a core module, a truncated component, an import KAMI does not offer → rejected with line and field',
};
