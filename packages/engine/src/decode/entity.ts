import type { WitField, WitType } from '@kami/types';

/** A value type with what it grows to when it is written out without sharing. */
export interface ValueEntity {
  readonly sort: 'value';
  readonly type: WitType;
  /** Parts, fields and cases of the whole tree. */
  readonly weight: number;
  readonly depth: number;
}

/** A resource type, abstract. */
export interface ResourceEntity {
  readonly sort: 'resource';
  readonly name?: string;
}

/** A function type. */
export interface FunctionEntity {
  readonly sort: 'function';
  readonly isAsync: boolean;
  readonly params: readonly WitField[];
  readonly result?: WitType;
  readonly weight: number;
}

/** An instance's or a component's type: what it exports. */
export interface InstanceEntity {
  readonly sort: 'instance' | 'component';
  readonly exports: ReadonlyMap<string, Item>;
}

/** Whatever a type index can stand for. */
export type TypeEntity = ValueEntity | ResourceEntity | FunctionEntity | InstanceEntity;

/** Something that is imported, exported or aliased. */
export type Item =
  | { readonly kind: 'type'; readonly entity: TypeEntity }
  | { readonly kind: 'function'; readonly entity: FunctionEntity }
  | { readonly kind: 'instance' | 'component'; readonly entity: InstanceEntity }
  | { readonly kind: 'module' | 'value' };

/** Stands where reading failed; never seen outside, because the failure sticks. */
export const NO_VALUE: ValueEntity = { sort: 'value', type: { kind: 'bool' }, weight: 1, depth: 1 };
/** A function that stands where reading failed. */
export const NO_FUNCTION: FunctionEntity = { sort: 'function', isAsync: false, params: [], weight: 0 };
/** An instance that stands where reading failed. */
export const NO_INSTANCE: InstanceEntity = { sort: 'instance', exports: new Map() };

/** The index spaces of one component or type declaration (Component Model, Binary.md). */
export class Scope {
  readonly parent: Scope | undefined;
  readonly types: TypeEntity[] = [];
  readonly functions: FunctionEntity[] = [];
  readonly instances: InstanceEntity[] = [];
  readonly components: InstanceEntity[] = [];
  readonly imports: Map<string, Item> = new Map();
  readonly exports: Map<string, Item> = new Map();

  constructor(parent: Scope | undefined) {
    this.parent = parent;
  }

  /** Gives an item the next index of its space. */
  define(item: Item): void {
    if (item.kind === 'type') this.types.push(item.entity);
    else if (item.kind === 'function') this.functions.push(item.entity);
    else if (item.kind === 'instance') this.instances.push(item.entity);
    else if (item.kind === 'component') this.components.push(item.entity);
  }

  /** The scope `count` levels out; 0 is this one. */
  outer(count: number): Scope | undefined {
    return count === 0 ? this : this.parent?.outer(count - 1);
  }

  /** The item at an index of a space. */
  item(kind: Item['kind'], index: number): Item | undefined {
    if (kind === 'type') return wrap(this.types[index], (entity) => ({ kind, entity }));
    if (kind === 'function') return wrap(this.functions[index], (entity) => ({ kind, entity }));
    if (kind === 'instance') return wrap(this.instances[index], (entity) => ({ kind, entity }));
    if (kind === 'component') return wrap(this.components[index], (entity) => ({ kind, entity }));
    return { kind };
  }
}

function wrap<T>(entity: T | undefined, make: (entity: T) => Item): Item | undefined {
  return entity === undefined ? undefined : make(entity);
}
