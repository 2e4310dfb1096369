/** What the hostile executor does, one action after the other; it travels to it in the arguments of a call. */
export type HostileAction =
  /** Writes bytes as they are. */
  | { readonly do: 'raw'; readonly base64: string }
  /**
   * Writes a frame. `$handle` in the header becomes the handle of the newest reply, `$job` in `id` the number of the job.
   * With `wait` its reply is read before the next action.
   */
  | {
      readonly do: 'frame';
      readonly kind: number;
      readonly id?: number | '$job';
      readonly header?: string;
      readonly base64?: string;
      /** Bytes of zeros behind the body. */
      readonly padding?: number;
      readonly wait?: boolean;
      /** How often it is written. */
      readonly times?: number;
    }
  /** Does nothing more until it is killed. */
  | { readonly do: 'stall' }
  /** Closes the pipe and stays. */
  | { readonly do: 'close' }
  | { readonly do: 'exit' }
  /** What follows is done when the host sends its next frame. */
  | { readonly do: 'later'; readonly actions: readonly HostileAction[] };

/** What a hostile executor does before it serves. */
export interface HostileStart {
  readonly starting?: readonly HostileAction[];
  readonly loading?: readonly HostileAction[];
}

/** What is to come of a call with these actions. */
export interface HostileCase {
  /** What it tries, in a few words. */
  readonly name: string;
  readonly actions: readonly HostileAction[];
  /** `fault`: the host must find the violation; `any`: whatever a host may answer. */
  readonly expects: 'fault' | 'any';
}

/** Numbers of the kinds of frame that an executor sends. */
export const UP = {
  chunk: 1,
  ready: 16,
  loaded: 17,
  made: 18,
  call: 19,
  oneway: 20,
  result: 21,
  fault: 22,
} as const;
