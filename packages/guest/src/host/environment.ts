import environment from 'wasi:cli/environment@0.2.0';

/** The environment values that were granted to the tool. */
export const env = {
  /** A value, or nothing when it is not set or not granted. */
  get: (name: string): string | undefined => environment.getEnvironment().find(([key]) => key === name)?.[1],
  /** All of them, by name. */
  all: (): Readonly<Record<string, string>> => Object.fromEntries(environment.getEnvironment()),
} as const;
