import { registerHooks } from 'node:module';

const SHIM = '@bytecodealliance/preview2-shim/';

/**
 * While it is held, the WASI library that the transpiler's tools import is its in-memory build, which has no files,
 * workers or sockets.
 */
export function useInMemoryShim(): Disposable {
  const hooks = registerHooks({
    resolve: (specifier, context, nextResolve) =>
      specifier.startsWith(SHIM)
        ? nextResolve(specifier, {
            ...context,
            conditions: context.conditions.filter((name) => name !== 'node'),
          })
        : nextResolve(specifier, context),
  });
  return { [Symbol.dispose]: () => hooks.deregister() };
}
