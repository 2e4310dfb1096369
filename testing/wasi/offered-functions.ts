import { readFileSync } from 'node:fs';

import { OFFERED_IMPORTS } from '../../packages/engine/src/imports/offered-imports.ts';
import { hostPackage, wasiPackages } from '../guests/build/wasi-packages.ts';
import { type DeclaredFunction, readDeclaredFunctions } from './declared-functions.ts';

/** A function of the host, `INTERFACE NAME`, for example `wasi:io/poll [method]pollable.block`. */
export type FunctionName = `${string} ${string}`;

/** Every function that the WIT files declare of the interfaces that KAMI links, in their order. */
export function offeredFunctions(): readonly FunctionName[] {
  const offered = new Set(OFFERED_IMPORTS.map(({ name }) => name));
  return readWit()
    .filter(({ interfaceName }) => offered.has(interfaceName))
    .map(({ interfaceName, name }): FunctionName => `${interfaceName} ${name}`);
}

function readWit(): readonly DeclaredFunction[] {
  const config = readFileSync(new URL('../guests/wit/wasi-config.wit', import.meta.url), 'utf8');
  return [...wasiPackages(), config, hostPackage()].flatMap(readDeclaredFunctions);
}
