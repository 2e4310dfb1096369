import { deserialize, serialize } from '@ungap/structured-clone';

/** A deep copy of a value, by the structured clone algorithm. Throws a `DataCloneError` for what cannot be cloned. */
export function structuredClone<T>(value: T, options: { readonly transfer?: readonly unknown[] } = {}): T {
  if (arguments.length === 0) throw new TypeError('structuredClone needs a value');
  if (options.transfer !== undefined && options.transfer.length > 0)
    throw new DOMException('Nothing can be transferred here', 'DataCloneError');
  try {
    return deserialize(serialize(value));
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new DOMException(error.message, 'DataCloneError');
  }
}
