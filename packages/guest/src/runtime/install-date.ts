import { wallClockMs } from '../host/clock.ts';
import { hostIsThere } from './phase.ts';

/** `Date` over the host's clock: the engine's own traps, because the component has no other clock. */
const Engine = Date;
const now = (): number => (hostIsThere() ? wallClockMs() : Engine.now());

function HostDate(...given: unknown[]): unknown {
  if (new.target === undefined) return new Engine(now()).toString();
  return Reflect.construct(Engine, given.length === 0 ? [now()] : given, new.target);
}

Object.defineProperty(HostDate, 'name', { value: 'Date' });
Object.defineProperty(HostDate, 'prototype', { value: Engine.prototype, writable: false });
Object.defineProperty(Engine.prototype, 'constructor', {
  value: HostDate,
  writable: true,
  configurable: true,
});
Object.assign(HostDate, { now, parse: Engine.parse, UTC: Engine.UTC });
Object.defineProperty(globalThis, 'Date', { value: HostDate, writable: true, configurable: true });
