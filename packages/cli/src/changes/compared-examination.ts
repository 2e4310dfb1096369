import type { Examination } from '@kami/runtime';
import type { ComparedVersion } from './version-changes.ts';

/** A candidate that was looked at, as it is compared with an installed version. */
export function comparedExamination(examination: Examination): ComparedVersion {
  const { manifest, definitions, features, facts, component, digest, signature } = examination;
  return {
    name: manifest.name,
    version: manifest.version,
    manifest,
    definitions,
    ...(features === undefined ? {} : { features }),
    imports: facts.usedImports,
    convention: facts.convention,
    size: component.length,
    digest,
    ...(signature === undefined ? {} : { signature }),
  };
}
