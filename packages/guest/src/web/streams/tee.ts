import { deferred } from './deferred.ts';
import type { StreamController, StreamReader, StreamSource } from './stream-source.ts';

interface Branch<T> {
  controller?: StreamController<T>;
  cancelled: boolean;
  reason?: unknown;
}

/** The sources of two streams that read one (WHATWG Streams standard, "ReadableStreamDefaultTee"). */
export function teeSources<T>(reader: StreamReader<T>): readonly [StreamSource<T>, StreamSource<T>] {
  const branches: readonly [Branch<T>, Branch<T>] = [{ cancelled: false }, { cancelled: false }];
  const done = deferred<unknown>();
  let reading = false;
  let again = false;
  const each = (act: (controller: StreamController<T>) => void): void => {
    for (const { controller, cancelled } of branches)
      if (!cancelled && controller !== undefined) act(controller);
  };
  const fail = (reason: unknown): void => {
    each((controller) => controller.error(reason));
    done.resolve(undefined);
  };
  const pull = (): void => {
    again = reading;
    if (reading) return;
    reading = true;
    reader.read().then((read) => {
      reading = false;
      if (read.done) {
        each((controller) => controller.close());
        done.resolve(undefined);
        return;
      }
      each((controller) => controller.enqueue(read.value));
      if (again) pull();
    }, fail);
  };
  // The stream can fail while nobody reads it.
  reader.closed.catch(fail);
  const sourceOf = (branch: Branch<T>): StreamSource<T> => ({
    start: (controller) => {
      branch.controller = controller;
    },
    pull,
    cancel: (reason) => {
      branch.cancelled = true;
      branch.reason = reason;
      if (branches.every(({ cancelled }) => cancelled))
        done.resolve(reader.cancel(branches.map((one) => one.reason)));
      return done.promise;
    },
  });
  return [sourceOf(branches[0]), sourceOf(branches[1])];
}
