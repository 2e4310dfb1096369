import { hostModules } from './host-modules.ts';
import { libraryVariants } from './library-variants.ts';
import { mentionedParts, type MentionedPart } from './mentioned-parts.ts';
import { runtimeFile } from './runtime-files.ts';
import { starlingMonkeyModules } from './starlingmonkey-modules.ts';
import type { BuildOptions, Plugin } from 'esbuild';
import type { Engine } from './engine.ts';

/** How code is bundled for an engine. */
export interface EngineBundling {
  /** Modules that are evaluated before all others, from `src`. */
  readonly first: readonly string[];
  readonly parts: readonly MentionedPart[];
  readonly plugins: readonly Plugin[];
  readonly options: Pick<BuildOptions, 'supported' | 'inject'>;
}

/** `async` code is lowered to generators over the global `Promise`, which is ours. */
const LOWERED = {
  'async-await': false,
  'async-generator': false,
  'for-await': false,
  'top-level-await': false,
};

/** How code is bundled for each engine. */
export const bundling: { readonly [name in Engine]: EngineBundling } = {
  quickjs: {
    first: ['runtime/install-promise'],
    parts: mentionedParts,
    plugins: [hostModules, libraryVariants],
    options: { supported: LOWERED },
  },
  starlingmonkey: {
    first: [],
    parts: mentionedParts.filter(({ file }) => file.startsWith('web/install-console-')),
    plugins: [starlingMonkeyModules, hostModules],
    options: { inject: [runtimeFile('starlingmonkey/inject')] },
  },
};
