import type { JsonObject, ResourceLimits } from '@kami/types';

/** Where the answers to a tool's requests come from. */
export type TestHttp =
  /** From the network, within the grants. */
  | { readonly mode: 'live' }
  /** From the network, and kept in this file. */
  | { readonly mode: 'record'; readonly file: string }
  /** From this file alone. */
  | { readonly mode: 'replay'; readonly file: string };

/** What a test opens: a tool, and what its operator would give it. */
export interface TestOpening {
  /** Absolute path of the folder with `tool.toml`. */
  readonly folder: string;
  /** Whether all that the manifest asks for is granted, but folders and secrets. */
  readonly requested: boolean;
  /** Grants in the form of `kami grant`. */
  readonly grants: readonly string[];
  /** Values of the variables that are granted, by name. */
  readonly config: Readonly<Record<string, string>>;
  /** Values of secrets, by name. */
  readonly secrets: Readonly<Record<string, string>>;
  readonly http: TestHttp;
  /** Limits in the place of the manifest's. */
  readonly limits: Partial<ResourceLimits>;
  /** What the generators of calls are seeded from; absent: each call has a seed of its own. */
  readonly seed?: string;
}

/** What a test asks of a test host. */
export type TestRequest =
  | ({ readonly op: 'open'; readonly id: number } & TestOpening)
  | {
      readonly op: 'call';
      readonly id: number;
      /** The number that opening the tool gave. */
      readonly tool: number;
      /** Absent where the tool has one function. */
      readonly name?: string;
      readonly args: JsonObject;
      /** Microseconds since 1970 at which the call's clock stands; absent: the machine's clock. */
      readonly at?: number;
    }
  /** Withdraws a call. */
  | { readonly op: 'cancel'; readonly id: number; readonly call: number }
  | { readonly op: 'close'; readonly id: number; readonly tool: number };
