/**
 * A module that is loaded when something of it is first asked for. For modules of Node that a chunk imports and a short
 * command does not come to use: together they take a tenth of its time.
 */
export function lazyModule(load: () => object): object {
  let loaded: object | undefined;
  const module = (): object => (loaded ??= load());
  return new Proxy(
    {},
    {
      get: (_target, key): unknown => Reflect.get(module(), key),
      has: (_target, key) => Reflect.has(module(), key),
      ownKeys: () => Reflect.ownKeys(module()),
      getOwnPropertyDescriptor(_target, key) {
        const found = Reflect.getOwnPropertyDescriptor(module(), key);
        // A proxy may call nothing fixed that its target does not have.
        return found && { ...found, configurable: true };
      },
    },
  );
}
