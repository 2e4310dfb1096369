import type { GuestPromiseClass, GuestPromiseInstance, JobSink, PromiseExecutor } from './promise-types.ts';

type Reaction = {
  readonly onFulfilled: (value: unknown) => void;
  readonly onRejected: (reason: unknown) => void;
};

type State =
  | { readonly tag: 'pending'; readonly reactions: Reaction[] }
  | { readonly tag: 'fulfilled'; readonly value: unknown }
  | { readonly tag: 'rejected'; readonly reason: unknown };

const isObject = (value: unknown): value is Record<PropertyKey, unknown> =>
  (typeof value === 'object' && value !== null) || typeof value === 'function';

/**
 * Makes a promise class that puts its jobs into `enqueue`. QuickJS never runs its own job queue
 * inside a synchronous export, so no promise of the engine would settle there. Follows
 * ECMA-262, section 27.2, without subclassing by `Symbol.species`.
 */
export function createPromiseClass(enqueue: JobSink): GuestPromiseClass {
  class GuestPromise implements GuestPromiseInstance {
    #state: State = { tag: 'pending', reactions: [] };

    constructor(executor: PromiseExecutor) {
      if (typeof executor !== 'function')
        throw new TypeError(`Promise resolver ${String(executor)} is not a function`);
      const { resolve, reject } = this.#resolvers();
      try {
        executor(resolve, reject);
      } catch (error) {
        reject(error);
      }
    }

    static resolve(value?: unknown): GuestPromise {
      if (value instanceof GuestPromise && value.constructor === this) return value;
      return new this((resolve) => resolve(value));
    }

    static reject(reason?: unknown): GuestPromise {
      return new this((_, reject) => reject(reason));
    }

    // oxlint-disable-next-line unicorn/no-thenable -- this class is the promise
    then(onFulfilled?: unknown, onRejected?: unknown): GuestPromise {
      return new GuestPromise((resolve, reject) => {
        const run = (handler: (given: unknown) => unknown, given: unknown): void => {
          try {
            resolve(handler(given));
          } catch (error) {
            reject(error);
          }
        };
        this.#react({
          onFulfilled: (value) => (isHandler(onFulfilled) ? run(onFulfilled, value) : resolve(value)),
          onRejected: (reason) => (isHandler(onRejected) ? run(onRejected, reason) : reject(reason)),
        });
      });
    }

    catch(onRejected?: unknown): GuestPromiseInstance {
      return this.then(undefined, onRejected);
    }

    finally(onFinally?: unknown): GuestPromiseInstance {
      if (!isHandler(onFinally)) return this.then(onFinally, onFinally);
      return this.then(
        (value: unknown) => GuestPromise.resolve(onFinally()).then(() => value),
        (reason: unknown) =>
          GuestPromise.resolve(onFinally()).then(() => {
            throw reason;
          }),
      );
    }

    get [Symbol.toStringTag](): string {
      return 'Promise';
    }

    #react(reaction: Reaction): void {
      const state = this.#state;
      if (state.tag === 'pending') state.reactions.push(reaction);
      else if (state.tag === 'fulfilled') enqueue(() => reaction.onFulfilled(state.value));
      else enqueue(() => reaction.onRejected(state.reason));
    }

    #settle(settled: Exclude<State, { tag: 'pending' }>): void {
      const before = this.#state;
      this.#state = settled;
      if (before.tag === 'pending') for (const reaction of before.reactions) this.#react(reaction);
    }

    /** ECMA-262, CreateResolvingFunctions: the first of the two to be called counts. */
    #resolvers(): { resolve: (value?: unknown) => void; reject: (reason?: unknown) => void } {
      let done = false;
      const reject = (reason?: unknown): void => {
        if (done) return;
        done = true;
        this.#settle({ tag: 'rejected', reason });
      };
      const resolve = (value?: unknown): void => {
        if (done) return;
        done = true;
        this.#follow(value);
      };
      return { resolve, reject };
    }

    #follow(value: unknown): void {
      if (value === this) {
        this.#settle({ tag: 'rejected', reason: new TypeError('A promise cannot be resolved with itself') });
        return;
      }
      if (!isObject(value)) {
        this.#settle({ tag: 'fulfilled', value });
        return;
      }
      let then: unknown;
      try {
        then = value['then'];
      } catch (reason) {
        this.#settle({ tag: 'rejected', reason });
        return;
      }
      if (!isHandler(then)) this.#settle({ tag: 'fulfilled', value });
      else this.#followThenable(value, then);
    }

    /** ECMA-262, NewPromiseResolveThenableJob. */
    #followThenable(thenable: unknown, then: (...given: unknown[]) => unknown): void {
      enqueue(() => {
        const { resolve, reject } = this.#resolvers();
        try {
          Reflect.apply(then, thenable, [resolve, reject]);
        } catch (error) {
          reject(error);
        }
      });
    }
  }
  Object.defineProperty(GuestPromise, 'name', { value: 'Promise' });
  return GuestPromise;
}

const isHandler = (value: unknown): value is (...given: unknown[]) => unknown => typeof value === 'function';
