import type { BuildInstructions, KamiError, Result } from '@kami/types';

/** A core module that is to be made a component. */
export interface CoreModuleRequest extends Pick<BuildInstructions, 'wit' | 'world' | 'encoding' | 'adapter'> {
  /** Bytes of the core module. */
  readonly core: Uint8Array;
  /** Absolute path of the project, which `wit` is relative to. */
  readonly folder: string;
}

/** Makes a component of a core module and the WIT that it was compiled for. Errors say what is wrong with either. */
export type ComponentMaker = (
  request: CoreModuleRequest,
  signal: AbortSignal,
) => Promise<Result<Uint8Array, KamiError>>;
