import type { Guest } from '../guest.ts';
import { GuestTrap } from '../guest-stop.ts';

/** A resource that a guest holds a handle to: counted while it lives, closed once. */
export abstract class GuestResource {
  readonly #guest: Guest;
  #live = true;

  constructor(guest: Guest) {
    this.#guest = guest;
    guest.resources.open();
  }

  /**
   * Traps unless this was made by the host and lives. The glue makes an empty object of the class for a handle
   * that was never issued; a function that uses no state of the resource must ask.
   */
  requireLive(): void {
    if (!(#live in this) || !this.#live) throw new GuestTrap('a handle that was never issued');
  }

  /** Ends the resource: the guest dropped it, or passed it on. */
  [Symbol.dispose](): void {
    if (!this.#live) return;
    this.#live = false;
    this.#guest.resources.close();
    this.onDispose();
  }

  /** What there is to close beside the count. */
  protected onDispose(): void {}
}

/** Functions of a resource class by name in camel case. */
export type StaticFunctions = Readonly<Record<string, unknown>>;

/**
 * A resource class as an import: `new` gives it the instance's state, which a guest cannot pass, and
 * static functions that need it are in `statics`. `instanceof` works through it.
 */
export function bindConstructor<C extends new (guest: Guest, ...args: never[]) => object>(
  resource: C,
  guest: Guest,
  statics: StaticFunctions = {},
): C {
  return new Proxy(resource, {
    construct: (target, args: unknown[]): object => {
      const made: unknown = Reflect.construct(target, [guest, ...args]);
      if (typeof made !== 'object' || made === null) throw new TypeError('not a resource');
      return made;
    },
    get: (target, key): unknown =>
      typeof key === 'string' && Object.hasOwn(statics, key) ? statics[key] : Reflect.get(target, key),
  });
}
