import { coreWasm, type CoreInstance, type CoreModule } from './core-wasm.ts';

/** A function that a core instance imports from the glue. */
export type CoreFunction = (...args: readonly unknown[]) => unknown;

/** An imported function that leads to the glue of the present use. */
export interface Forwarder {
  target: CoreFunction;
}

/** One import of a core instance: as it is, or through a forwarder. */
export interface CoreImport {
  readonly namespace: string;
  readonly name: string;
  readonly value: unknown;
  readonly forwarder?: Forwarder;
}

/** A core instance with what it imports. */
export interface CoreLink {
  readonly module: CoreModule;
  readonly instance: CoreInstance;
  readonly imports: readonly CoreImport[];
}

/** The imports that the glue gives, in its order. */
export function readCoreImports(given: object): readonly CoreImport[] {
  return Object.entries(given).flatMap(([namespace, names]: [string, unknown]) =>
    typeof names === 'object' && names !== null
      ? Object.entries(names).map(([name, value]: [string, unknown]) => ({ namespace, name, value }))
      : [],
  );
}

/** Makes a core instance on imports. */
export function linkCore(module: CoreModule, imports: readonly CoreImport[]): CoreLink {
  const scopes = new Map<string, [string, unknown][]>();
  for (const { namespace, name, value, forwarder } of imports) {
    const scope = scopes.get(namespace) ?? [];
    scopes.set(namespace, scope);
    scope.push([name, forwarder === undefined ? value : forward(forwarder)]);
  }
  const linked = [...scopes].map(([namespace, scope]) => [namespace, Object.fromEntries(scope)] as const);
  return { module, instance: new coreWasm.Instance(module, Object.fromEntries(linked)), imports };
}

/** Puts the functions of other glue behind a core instance's imports. Throws a defect when they are not the same ones. */
export function relinkCore(link: CoreLink | undefined, module: CoreModule, given: object): CoreInstance {
  if (link?.module !== module) otherGlue();
  for (const { namespace, name, value, forwarder } of link.imports) {
    const scope: unknown = Reflect.get(given, namespace);
    const now: unknown = typeof scope === 'object' && scope !== null ? Reflect.get(scope, name) : undefined;
    if (forwarder === undefined ? now !== value : !isCoreFunction(now)) otherGlue();
    if (forwarder !== undefined && isCoreFunction(now)) forwarder.target = now;
  }
  return link.instance;
}

/** The glue runs straight through: two runs of it ask for the same. */
export function otherGlue(): never {
  throw new TypeError('the glue asks for something else than before');
}

/** Whether the value is a function. */
export function isCoreFunction(value: unknown): value is CoreFunction {
  return typeof value === 'function';
}

function forward(forwarder: Forwarder): CoreFunction {
  return (...args) => forwarder.target(...args);
}
