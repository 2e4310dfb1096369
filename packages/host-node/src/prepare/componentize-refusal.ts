import { endSentence, kamiError, type KamiError } from '@kami/types';

/** What the component tools say, and what that means for whoever wrote the module. */
const MISTAKES: readonly (readonly [
  said: RegExp,
  message: (name: string, rest: string) => string,
  hint?: string,
])[] = [
  [
    /failed to find export of (?:interface `[^`]*` )?function `([^`]+)`/u,
    (name) => `The core module does not export \`${name}\`, which the WIT has.`,
    'Export the function under that very name, or take it out of the world.',
  ],
  [
    /type mismatch for function (`[^`]+`): (expected `[^`]*` but found `[^`]*`)/u,
    (name, types) => `The core module exports ${name} with another type than the WIT: ${types}.`,
    'A text is a pointer and a length; a result of more than one value is returned as a pointer to it.',
  ],
  [
    /does not export a (?:memory|function) named `([^`]+)`/u,
    (name) => `The core module does not export \`${name}\`, which texts and lists need.`,
    'Export `memory` and `cabi_realloc(old, old_size, align, new_size)`.',
  ],
  [
    /failed to resolve import `([^`]+)`/u,
    (name) => `The core module imports \`${name.replace('::', ' ')}\`, which the WIT does not have.`,
    'Build it without that import, or add the import to the world.',
  ],
  [
    /World `([^`]+)` not found/iu,
    (name) => `The WIT has no world \`${name}\`.`,
    'Set `world` in [build] of tool.toml to the name of a world of the WIT.',
  ],
  [
    /There are multiple worlds in (`[^`]+`)/u,
    (name) => `The WIT has several worlds in ${name}.`,
    'Set `world` in [build] of tool.toml to the one that is meant.',
  ],
  [
    /^package '([^']+)' not found/u,
    (name) => `The WIT names the package \`${name}\`, which is not there.`,
    'Put its WIT into the folder `deps` beside the world.',
  ],
  [/^Failed to decode Wasm/u, () => 'The core module is not valid WebAssembly.'],
  [
    /^no `package` header/u,
    () => 'The WIT has no package name.',
    'Begin it with a line such as `package my:tool;`.',
  ],
];

/** Longest part of an unknown message that is shown. */
const MAX_REASON = 500;

/** The one place where messages of the component tools become KAMI's. `line` is that of the WIT text. */
export function componentizeRefusal(cause: unknown, line?: number): KamiError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  const data = line === undefined ? {} : { data: { line } };
  for (const [said, message, hint] of MISTAKES) {
    const found = said.exec(reason);
    if (found !== null) {
      const hinted = hint === undefined ? {} : { hint };
      return kamiError('KAMI_COMPONENT_INVALID', message(found[1] ?? '', found[2] ?? ''), {
        ...hinted,
        ...data,
        cause,
      });
    }
  }
  const isOfWit = line !== undefined || /^(?:expected|name|interface|type|duplicate)\b/u.test(reason);
  const text = lastCause(reason).slice(0, MAX_REASON);
  const what = isOfWit ? 'The WIT is not valid' : 'No component can be made of the core module';
  return kamiError('KAMI_COMPONENT_INVALID', endSentence(`${what}: ${text}`), { ...data, cause });
}

/** The innermost of the causes that the tools list below one another. */
function lastCause(reason: string): string {
  const [head = reason, causes] = reason.split('\n\nCaused by:\n', 2);
  const last = causes
    ?.split(/\n(?=\s+\d+: )/u)
    .at(-1)
    ?.trim()
    .replace(/^\d+: /u, '');
  return (last ?? head).replaceAll(/\s*\n\s*\$?/gu, ': ');
}
