import type { WitDocs } from './wit-docs.ts';

const CUSTOM_SECTION = 0;
const NAME: Uint8Array = new TextEncoder().encode('package-docs');
/** First byte of the section's content: its version. */
const VERSION = 1;

/** The component with a `package-docs` section at its end, or as it is where nothing is documented. */
export function addDocs(component: Uint8Array, docs: WitDocs): Uint8Array {
  if ([docs.worlds, docs.interfaces].every((part) => Object.keys(part).length === 0)) return component;
  const json = new TextEncoder().encode(JSON.stringify(docs));
  const content = [...leb128(NAME.length), ...NAME, VERSION, ...json];
  return Buffer.concat([
    component,
    Uint8Array.of(CUSTOM_SECTION, ...leb128(content.length)),
    Buffer.from(content),
  ]);
}

function leb128(value: number): readonly number[] {
  const bytes: number[] = [];
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    if (rest < 128) return [...bytes, rest];
    bytes.push((rest % 128) | 128);
  }
}
