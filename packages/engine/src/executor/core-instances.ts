import {
  isCoreFunction,
  linkCore,
  otherGlue,
  readCoreImports,
  relinkCore,
  type CoreImport,
  type CoreLink,
} from './core-imports.ts';
import { coreWasm, type CoreGlobal, type CoreInstance, type CoreModule } from './core-wasm.ts';
import { takeStateImage, type StateImage } from './state-image.ts';

/** How the glue of a prepared script makes core instances. */
export interface InstantiateCore {
  (module: CoreModule, imports?: object): CoreInstance;
  /** A mutable i32 global of the glue's own. */
  readonly global: (initial: number) => CoreGlobal;
}

/**
 * The core instances of one component instance, which outlive their glue. Each use runs the glue anew: it
 * gets the same core instances in the same order, with its own functions behind their imports, and their
 * state is put back to the image taken before the first use. So nothing of a use is left in either.
 */
export class CoreInstances {
  readonly #links: CoreLink[] = [];
  readonly #globals: CoreGlobal[] = [];
  /** What core instances may import as it is: exports of earlier ones, and globals of the glue. */
  readonly #own = new Set<unknown>();
  #isRestorable: boolean;
  #image: StateImage | undefined;

  /** For modules that export all their state, or not. */
  constructor(isRestorable: boolean) {
    this.#isRestorable = isRestorable;
  }

  /** What the first run of the glue makes core instances with. */
  linker(): InstantiateCore {
    const global = (initial: number): CoreGlobal => {
      const made = new coreWasm.Global({ value: 'i32', mutable: true }, initial);
      this.#globals.push(made);
      this.#own.add(made);
      return made;
    };
    return Object.assign((module: CoreModule, imports = {}) => this.#link(module, imports), { global });
  }

  /**
   * Takes the image that later uses start from. False when there is none: some of the state is out of
   * reach, or the glue took part in the initialisation and keeps what it did then.
   */
  takeImage(): boolean {
    const exports = this.#links.map(({ instance }) => instance.exports);
    this.#image = this.#isRestorable ? takeStateImage(exports, this.#globals) : undefined;
    return this.#image !== undefined;
  }

  /** Whether all of the state is within reach, and the glue took no part in the initialisation. */
  get isRestorable(): boolean {
    return this.#isRestorable;
  }

  /** Whether there is an image. */
  get isRenewable(): boolean {
    return this.#image !== undefined;
  }

  /** Runs the glue for another use and puts the state back. False when there is no image, or something has grown. */
  renew(runGlue: (instantiate: InstantiateCore) => void): boolean {
    const image = this.#image;
    if (image?.fits() !== true) return false;
    let links = 0;
    let globals = 0;
    const next = (module: CoreModule, imports = {}): CoreInstance =>
      relinkCore(this.#links[links++], module, imports);
    const global = (): CoreGlobal => this.#globals[globals++] ?? otherGlue();
    runGlue(Object.assign(next, { global }));
    if (links !== this.#links.length || globals !== this.#globals.length) otherGlue();
    image.restore();
    return true;
  }

  #link(module: CoreModule, given: object): CoreInstance {
    const link = linkCore(
      module,
      readCoreImports(given).map((one) => this.#forward(one)),
    );
    for (const value of Object.values(link.instance.exports)) this.#own.add(value);
    this.#links.push(link);
    return link.instance;
  }

  /** What leads to the glue goes through a forwarder; a call of it before the image is taken means that there can be none. */
  #forward(one: CoreImport): CoreImport {
    const { value } = one;
    if (!this.#isRestorable || this.#own.has(value)) return one;
    if (!isCoreFunction(value)) {
      this.#isRestorable = false;
      return one;
    }
    const target = (...args: readonly unknown[]): unknown => {
      if (this.#image === undefined) this.#isRestorable = false;
      return value(...args);
    };
    return { ...one, forwarder: { target } };
  }
}
