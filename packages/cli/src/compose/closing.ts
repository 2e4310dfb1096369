/** What has to be ended when a command is done, in two steps. */
export interface Closing {
  /** Ends work that may still write; runs before what is ended last. */
  first(end: () => Promise<void>): void;
  /** Ends what work writes to. */
  last(end: () => Promise<void>): void;
  close(): Promise<void>;
}

/** Makes an empty list. Ends of one step run at the same time. */
export function createClosing(): Closing {
  const steps: [(() => Promise<void>)[], (() => Promise<void>)[]] = [[], []];
  return {
    first: (end) => void steps[0].push(end),
    last: (end) => void steps[1].push(end),
    async close() {
      for (const step of steps) await Promise.all(step.splice(0).map((end) => end()));
    },
  };
}
