import environment from 'wasi:cli/environment@0.2.0';

/** The values that the operator set for a tool, by the names it asked for. */
export interface Config<Name extends string = string> {
  /** A value, or nothing when it is not set or not granted. */
  get(name: Name): string | undefined;
}

/** {@link Config} over `wasi:cli/environment`. */
export const config: Config = {
  get: (name) => environment.getEnvironment().find(([key]) => key === name)?.[1],
};
