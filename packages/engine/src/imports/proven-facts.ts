/**
 * Threat: a tool that says of itself what it cannot do. Rule: only what its binary does not import is
 * proven, because without an import there is no way to the host; what it imports is at most denied.
 */
import type { CapabilityKind } from '@kami/types';

import type { ComponentFacts } from '../component-facts.ts';
import { findOfferedImport } from './offered-imports.ts';

/** An authority that a component could use if it were granted. */
export interface ImportedCapability {
  readonly capability: CapabilityKind;
  /** The imports that ask for it, as written in the binary. */
  readonly imports: readonly string[];
  /** True when each of these imports is refused at every use, whatever is granted. */
  readonly isAlwaysDenied: boolean;
}

/** An authority that a component cannot use, whatever is granted. */
export interface ProvenFact {
  readonly capability: CapabilityKind;
  /** A sentence part after the tool's name, for example "cannot reach the network". */
  readonly statement: string;
}

const STATEMENTS: Readonly<Record<CapabilityKind, string>> = {
  network: 'cannot reach the network',
  files: 'cannot read or write files',
  environment: 'cannot read environment or configuration',
  secrets: 'cannot read secrets',
  clock: 'cannot read a clock',
  randomness: 'cannot draw random numbers',
};
const KINDS: readonly CapabilityKind[] = [
  'network',
  'files',
  'environment',
  'secrets',
  'clock',
  'randomness',
];

/** The authorities that a component's used imports ask for. */
export function importedCapabilities(
  facts: Pick<ComponentFacts, 'usedImports'>,
): readonly ImportedCapability[] {
  const used = facts.usedImports.map((name) => ({ name, offered: findOfferedImport(name) }));
  return KINDS.flatMap((capability) => {
    const asking = used.filter(({ offered }) => offered?.capability === capability);
    const isAlwaysDenied = asking.every(({ offered }) => offered?.isAlwaysDenied === true);
    return asking.length === 0
      ? []
      : [{ capability, imports: asking.map(({ name }) => name), isAlwaysDenied }];
  });
}

/** What a component provably cannot do: the authorities that none of its used imports asks for. */
export function provenFacts(facts: Pick<ComponentFacts, 'usedImports'>): readonly ProvenFact[] {
  const imported = new Set(importedCapabilities(facts).map(({ capability }) => capability));
  return KINDS.filter((capability) => !imported.has(capability)).map((capability) => ({
    capability,
    statement: STATEMENTS[capability],
  }));
}
