import { isJsonObject, type Json } from '@kami/types';

/** How many keys all objects in a JSON value have together; nothing when a number in it is not finite. */
export function countKeys(value: Json): number | undefined {
  const open: Json[] = [value];
  let keys = 0;
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (typeof next === 'number') {
      if (!Number.isFinite(next)) return undefined;
    } else if (isJsonObject(next)) {
      for (const key of Object.keys(next)) {
        keys++;
        const element = next[key];
        if (element !== undefined && isWorthALook(element)) open.push(element);
      }
    } else if (typeof next === 'object' && next !== null) {
      for (const element of next) if (isWorthALook(element)) open.push(element);
    }
  }
  return keys;
}

function isWorthALook(value: Json): boolean {
  return typeof value === 'number' ? !Number.isFinite(value) : typeof value === 'object' && value !== null;
}
