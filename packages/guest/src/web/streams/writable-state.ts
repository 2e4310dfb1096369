import { deferred } from './deferred.ts';
import { WritableCore, type Written } from './writable-core.ts';

/** What a `WritableStream` and its writer do with it (WHATWG Streams standard, section 5.5). */
export class WritableState<T> extends WritableCore<T> {
  locked = false;

  get desiredSize(): number | null {
    if (this.state === 'errored' || this.state === 'erroring') return null;
    return this.state === 'closed' ? 0 : this.queue.room;
  }

  write(chunk: T): Promise<undefined> {
    const entry: Written<T> = { chunk, done: deferred() };
    let size = 1;
    try {
      size = this.queue.sizeOf(entry);
    } catch (reason) {
      this.error(reason);
    }
    // oxlint-disable-next-line typescript/prefer-promise-reject-errors -- a stream fails with what its sink said
    if (this.state === 'errored' || this.state === 'erroring') return Promise.reject(this.reason);
    if (this.closing !== undefined || this.state === 'closed')
      return Promise.reject(new TypeError('The stream is closed'));
    this.queue.push(entry, size);
    this.watchRoom();
    this.advance();
    return entry.done.promise;
  }

  close(): Promise<undefined> {
    if (this.closing !== undefined || this.state === 'closed' || this.state === 'errored')
      return Promise.reject(new TypeError('The stream is closed'));
    this.closing = deferred();
    if (this.state === 'writable') this.ready.resolve(undefined);
    this.advance();
    return this.closing.promise;
  }

  abort(reason: unknown): Promise<undefined> {
    if (this.state === 'closed' || this.state === 'errored') return Promise.resolve(undefined);
    if (this.aborting !== undefined) return this.aborting.done.promise;
    this.aborting = { done: deferred(), reason, late: this.state === 'erroring' };
    const { promise } = this.aborting.done;
    if (this.state === 'writable') this.beginError(reason);
    return promise;
  }
}
