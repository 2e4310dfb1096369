import {
  kamiError,
  type FunctionSignature,
  type KamiError,
  type ToolManifest,
  type ToolSpec,
} from '@kami/types';

/** The name of a typed function as a tool: its own where that is unique, else with its interface. */
export function toolNameOf(signature: FunctionSignature, all: readonly FunctionSignature[]): string {
  const shared = all.filter((other) => other.name === signature.name).length > 1;
  const [, bare] = /\/([^@/]+)(?:@|$)/.exec(signature.interfaceName ?? '') ?? [];
  return shared && bare !== undefined ? `${bare}_${signature.name}` : signature.name;
}

/** The key of a function's documentation in a component's facts. */
export function docsKey({ interfaceName, name }: FunctionSignature): string {
  return interfaceName === undefined ? name : `${interfaceName}#${name}`;
}

/** What the manifest says of a function known by these names; where there is one function, it need not be named. */
export function specFor(
  manifest: ToolManifest,
  names: readonly string[],
  single: boolean,
): ToolSpec | undefined {
  const named = manifest.tools.find((spec) => spec.function !== undefined && names.includes(spec.function));
  return named ?? (single ? manifest.tools.find((spec) => spec.function === undefined) : undefined);
}

/** The title of a function: its own in the manifest, else the whole tool's where it is the only one. */
export function titleOf(
  spec: ToolSpec | undefined,
  manifest: ToolManifest,
  single: boolean,
): { readonly title?: string } {
  const title = spec?.title ?? (single ? manifest.title : undefined);
  return title === undefined ? {} : { title };
}

/** The error of a manifest that speaks of a function which the component does not have. */
export function unknownFunction(manifest: ToolManifest, names: readonly string[]): KamiError | undefined {
  const missing = manifest.tools.find(
    (spec) => spec.function !== undefined && !names.includes(spec.function),
  );
  return missing === undefined
    ? undefined
    : contradiction(missing.function ?? '', 'the component exports no such function');
}

/** The error of a manifest and a component that do not fit each other. */
export function contradiction(name: string, why: string): KamiError {
  return kamiError(
    'KAMI_MANIFEST_INVALID',
    `tool.toml and the component contradict each other at ${JSON.stringify(name)}: ${why}.`,
  );
}

/** The error of a file that a manifest names and that was not given. */
export function missingFile(path: string): KamiError {
  const message = `The file ${JSON.stringify(path)}, which tool.toml names, is not there.`;
  return kamiError('KAMI_MANIFEST_INVALID', message, {
    hint: 'Put it beside tool.toml, or take its entry out.',
  });
}
