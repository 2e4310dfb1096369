import type { GuestPromiseClass, GuestPromiseInstance, JobSink, PromiseExecutor } from './promise-types.ts';
import type { Reaction, Settled, State } from './promise-state.ts';

/** The executor of a promise that only a reaction settles: it needs no functions to settle it by. */
const BY_REACTION: PromiseExecutor = () => {};

const isObject = (value: unknown): value is Record<PropertyKey, unknown> =>
  (typeof value === 'object' && value !== null) || typeof value === 'function';

/**
 * Makes a promise class that puts its jobs into `enqueue`. QuickJS never runs its own job queue
 * inside a synchronous export, so no promise of the engine would settle there. Follows
 * ECMA-262, section 27.2, without subclassing by `Symbol.species`.
 */
export function createPromiseClass(enqueue: JobSink): GuestPromiseClass {
  class GuestPromise implements GuestPromiseInstance {
    #state: State<GuestPromise> = { tag: 'pending', reactions: [] };

    constructor(executor: PromiseExecutor) {
      if (typeof executor !== 'function')
        throw new TypeError(`Promise resolver ${String(executor)} is not a function`);
      if (executor === BY_REACTION) return;
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
      const derived = new GuestPromise(BY_REACTION);
      this.#react({ onFulfilled, onRejected, derived });
      return derived;
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

    #react(reaction: Reaction<GuestPromise>): void {
      const state = this.#state;
      if (state.tag === 'pending') state.reactions.push(reaction);
      else enqueue(() => reaction.derived.#goOn(reaction, state));
    }

    /** ECMA-262, NewPromiseReactionJob: by what the handler gives, or as the promise before where there is no handler. */
    #goOn({ onFulfilled, onRejected }: Reaction<GuestPromise>, before: Settled): void {
      const handler = before.tag === 'fulfilled' ? onFulfilled : onRejected;
      if (!isHandler(handler)) return this.#settle(before);
      let value: unknown;
      try {
        value = handler(before.tag === 'fulfilled' ? before.value : before.reason);
      } catch (reason) {
        return this.#settle({ tag: 'rejected', reason });
      }
      this.#follow(value);
    }

    #settle(settled: Settled): void {
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
