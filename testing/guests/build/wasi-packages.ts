import { readdirSync, readFileSync } from 'node:fs';

import { preview1AdapterReactorPath } from '@bytecodealliance/jco';

/** The release of WASI 0.2 whose WIT files stand here: the last of the line. */
const RELEASE = '0.2.12';
/** Gates of features that KAMI links although they are not stable. */
const LINKED_GATES = /@unstable\(feature = (?:network-error-code|informational-outbound-responses)\)/gu;

/** The WIT packages of WASI as jco carries them, with nested packages' braces, so that one text can hold them all. */
export function wasiPackages(): readonly string[] {
  const folder = new URL(`wit/builtin/${RELEASE}/`, preview1AdapterReactorPath());
  return readdirSync(folder)
    .sort()
    .map((name) => readFileSync(new URL(`${name}/package.wit`, folder), 'utf8'))
    .map((wit) => `${wit.replace(/^package ([^;]+);/u, 'package $1 {')}\n}\n`.replaceAll(LINKED_GATES, ''));
}

/** KAMI's own package of host functions. */
export function hostPackage(): string {
  return readFileSync(new URL('../../../wit/host.wit', import.meta.url), 'utf8');
}

/** KAMI's own package of what a tool exports. */
export function toolPackage(): string {
  return readFileSync(new URL('../../../wit/tool.wit', import.meta.url), 'utf8');
}

/** The packages that a guest's world may name: the guests' own, and all of WASI or of KAMI where it names them. */
export function packagesOf(world: string, own: readonly string[]): readonly string[] {
  return [
    ...own,
    ...(world.includes(`@${RELEASE}`) ? wasiPackages() : []),
    ...(world.includes('kami:host/') ? [hostPackage()] : []),
    ...(world.includes('kami:tool/') ? [toolPackage()] : []),
  ];
}
