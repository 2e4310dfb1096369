import { ok, type KamiError, type Result } from '@kami/types';

import type { ComponentFacts } from './component-facts.ts';
import { detectConvention } from './convention/detect-convention.ts';
import { decodeComponent, type DecodedComponent } from './decode/decode-component.ts';
import { checkImports } from './imports/check-imports.ts';

/** A component that KAMI can run, as its bytes describe it. */
export interface ExaminedComponent {
  readonly component: DecodedComponent;
  readonly facts: ComponentFacts;
}

/** Decodes a component, refuses unknown imports and finds its convention. Errors: as its three steps. */
export function examineComponent(bytes: Uint8Array): Result<ExaminedComponent, KamiError> {
  const decoded = decodeComponent(bytes);
  if (!decoded.ok) return decoded;
  const component = decoded.value;
  const imports = checkImports(component.imports);
  if (!imports.ok) return imports;
  const detected = detectConvention(component);
  if (!detected.ok) return detected;
  const facts: ComponentFacts = {
    ...detected.value,
    imports: component.imports.map(({ name }) => name).toSorted(),
    usedImports: component.imports
      .filter(({ isUsed }) => isUsed)
      .map(({ name }) => name)
      .toSorted(),
    docs: component.docs,
  };
  return ok({ component, facts });
}

/** A component's bytes without the sections given, in order; the rest stays as it is. */
export function withoutSections(bytes: Uint8Array, sections: DecodedComponent['docsSections']): Uint8Array {
  if (sections.length === 0) return bytes;
  const removed = sections.reduce((sum, { start, end }) => sum + end - start, 0);
  const rest = new Uint8Array(bytes.length - removed);
  let from = 0;
  let to = 0;
  for (const { start, end } of [...sections, { start: bytes.length, end: bytes.length }]) {
    rest.set(bytes.subarray(from, start), to);
    to += start - from;
    from = end;
  }
  return rest;
}
