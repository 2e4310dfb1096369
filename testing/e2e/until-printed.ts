import type { RunningCommand } from './running-command.ts';

/** Waits for words in what a running command prints on standard error. */
export interface Printed {
  /** Resolves when these words were printed, after those that were waited for before. */
  until(words: string): Promise<void>;
  /** Everything so far. */
  readonly text: string;
}

/** Listens to a running command from now on. */
export function listenTo({ child }: RunningCommand): Printed {
  let text = '';
  let read = 0;
  let check = (): void => undefined;
  child.stderr.on('data', (chunk: string) => {
    text += chunk;
    check();
  });
  return {
    get text() {
      return text;
    },
    async until(words) {
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      check = () => {
        const at = text.indexOf(words, read);
        if (at < 0) return;
        read = at + words.length;
        check = () => undefined;
        resolve();
      };
      child.once('close', () => {
        reject(new Error(`It ended before it printed ${JSON.stringify(words)}:\n${text}`));
      });
      check();
      await promise;
    },
  };
}
