/** How an event is made. */
export interface EventInit {
  readonly bubbles?: boolean;
  readonly cancelable?: boolean;
  readonly composed?: boolean;
}

/** What only the target of an event does to it. */
export interface Dispatch {
  begin(target: object): void;
  end(): void;
  readonly stopped: boolean;
}

const dispatches = new WeakMap<Event, Dispatch>();

/** Something that happened (WHATWG DOM standard, section 2.2). There is no tree here, so it goes to its target and nowhere else. */
export class Event {
  readonly type: string;
  readonly bubbles: boolean;
  readonly cancelable: boolean;
  readonly composed: boolean;
  readonly timeStamp: number = 0;
  readonly isTrusted: boolean = false;
  target: object | null = null;
  currentTarget: object | null = null;
  eventPhase: 0 | 2 = 0;
  #prevented = false;

  constructor(type: string, init: EventInit = {}) {
    if (arguments.length === 0) throw new TypeError('An event needs a type');
    this.type = String(type);
    this.bubbles = Boolean(init.bubbles);
    this.cancelable = Boolean(init.cancelable);
    this.composed = Boolean(init.composed);
    let stopped = false;
    dispatches.set(this, {
      begin: (target) => {
        stopped = false;
        this.target = target;
        this.currentTarget = target;
        this.eventPhase = 2;
      },
      end: () => {
        this.currentTarget = null;
        this.eventPhase = 0;
      },
      get stopped() {
        return stopped;
      },
    });
    this.stopImmediatePropagation = (): void => {
      stopped = true;
    };
  }

  get defaultPrevented(): boolean {
    return this.#prevented;
  }

  preventDefault(): void {
    if (this.cancelable) this.#prevented = true;
  }

  stopPropagation(): void {}

  stopImmediatePropagation: () => void;

  composedPath(): object[] {
    return this.currentTarget === null ? [] : [this.currentTarget];
  }
}

/** An event with a value (WHATWG DOM standard, section 2.4). */
export class CustomEvent<T = null> extends Event {
  readonly detail: T | null;

  constructor(type: string, init: EventInit & { readonly detail?: T } = {}) {
    super(type, init);
    this.detail = init.detail ?? null;
  }
}

/** What the target does to an event; throws `TypeError` for what is none. */
export function dispatchOf(event: unknown): Dispatch {
  const found = event instanceof Event ? dispatches.get(event) : undefined;
  if (found === undefined) throw new TypeError('Only an Event can be dispatched');
  return found;
}
