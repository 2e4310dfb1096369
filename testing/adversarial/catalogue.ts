/**
 * The adversarial catalogue: what an attacker tries against KAMI, and what must come of it.
 *
 * Each case is exactly one test under `testing/adversarial`, against a real guest in the real `kami`
 * process. Its title begins with the case's number, `it('case 12: …')`, as literal text, and it stands in
 * a file of its group: `<group>*.test.ts`, the group's name with hyphens for spaces
 * (`file-system-links.test.ts`, `processor-and-memory.test.ts`). A case is never skipped, nor a row of an
 * `it.each`. Where a group is done, `catalogue.test.ts` fails on a missing, skipped or doubled case.
 */
import { eventLogCases } from './cases/event-log.ts';
import { fileSystemCases } from './cases/file-system.ts';
import { manifestCases } from './cases/manifest.ts';
import { mcpCases } from './cases/mcp.ts';
import { networkCases } from './cases/network.ts';
import { processorAndMemoryCases } from './cases/processor-and-memory.ts';
import { registryCases } from './cases/registry.ts';
import { supplyChainCases } from './cases/supply-chain.ts';

/** The expected result of each case of a group, by its number. */
export type ExpectedResults = Readonly<Record<number, string>>;

/** A group of the catalogue. */
export interface CatalogueGroup {
  readonly expected: ExpectedResults;
  /** The cases whose tests must be there and hold: `all`, or those that are done of an unfinished group. */
  readonly done: 'all' | readonly number[];
}

/** The groups by name. */
export const catalogue: Readonly<Record<string, CatalogueGroup>> = {
  'file system': { expected: fileSystemCases, done: 'all' },
  network: { expected: networkCases, done: 'all' },
  'processor and memory': { expected: processorAndMemoryCases, done: 'all' },
  MCP: { expected: mcpCases, done: 'all' },
  manifest: { expected: manifestCases, done: 'all' },
  registry: { expected: registryCases, done: 'all' },
  'event log': { expected: eventLogCases, done: [] },
  'supply chain': { expected: supplyChainCases, done: 'all' },
};
