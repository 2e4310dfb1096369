import { importedCapabilities, provenFacts } from '@kami/engine';

/**
 * What a component imports otherwise, in words: what it could do now that was impossible before, what is impossible now,
 * and the imports themselves.
 */
export function importChanges(before: readonly string[], now: readonly string[]): readonly string[] {
  const proven = provenFacts({ usedImports: before });
  const provenNow = provenFacts({ usedImports: now });
  const lost = proven.filter(({ capability }) => !provenNow.some((fact) => fact.capability === capability));
  const gained = provenNow.filter(({ capability }) => !proven.some((fact) => fact.capability === capability));
  const asking = new Map(
    importedCapabilities({ usedImports: now }).map(({ capability, imports }) => [
      capability,
      imports.join(', '),
    ]),
  );
  return [
    ...lost.map(
      ({ capability, statement }) =>
        `before, it provably ${statement}; now it could, if you grant it: it imports ${asking.get(capability) ?? ''}`,
    ),
    ...gained.map(({ statement }) => `now it provably ${statement}: it no longer imports what that needs`),
    ...now.filter((name) => !before.includes(name)).map((name) => `imports also ${name}`),
    ...before.filter((name) => !now.includes(name)).map((name) => `no longer imports ${name}`),
  ];
}
