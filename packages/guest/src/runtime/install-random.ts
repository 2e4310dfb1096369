import { randomFraction } from '../host/random.ts';
import { hostIsThere } from './phase.ts';

/**
 * Threat: the engine's generator is seeded when the component is built, so every instance
 * would draw the same numbers. Rule: during a call `Math.random` draws from `wasi:random`.
 */
const builtIn = Math.random;
Math.random = (): number => (hostIsThere() ? randomFraction() : builtIn());
