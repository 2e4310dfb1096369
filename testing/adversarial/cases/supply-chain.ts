import type { ExpectedResults } from '../catalogue.ts';

/** What an attacker tries against the supply chain, and after the arrow what must come of it. */
export const supplyChainCases: ExpectedResults = {
  103: 'digest mismatch → refused',
  104: 'size mismatch → stopped early',
  105: 'permissions widened by an update → asked again, the old version keeps running',
  106: 'description or schema changed by an update → held, shown as a diff',
  107: 'downgrade → only with an explicit flag',
  108: 'wrong signer → refused',
  109: 'archive with `..`, absolute names, links, duplicates → refused',
};
