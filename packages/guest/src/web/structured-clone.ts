import { deserialize, serialize } from '@ungap/structured-clone';

/** A deep copy of a value, by the structured clone algorithm; what cannot be cloned throws. */
export function structuredClone<T>(value: T): T {
  return deserialize(serialize(value));
}
