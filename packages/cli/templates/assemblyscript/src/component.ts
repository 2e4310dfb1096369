/*
 * The Canonical ABI by hand: how the values of wit/tool.wit look to AssemblyScript.
 *
 *   WIT                        as a parameter                          as the result
 *   u32, s32, char             u32, i32, u32                           u32, i32, u32
 *   bool                       i32                                     i32
 *   u64, s64, f64              u64, i64, f64                           u64, i64, f64
 *   string                     usize, i32: where, and how many units   usize, where both stand
 *   result<string, string>     –                                       usize, where tag and string stand
 *
 * Strings are UTF-16 on both sides: `encoding` in tool.toml. KAMI puts the memory back to its first state after each call,
 * so the runtime is the one that never frees.
 */

/** Where a result stands: tag (1 byte, 3 unused), then address and units of its string. */
const RETURNED = memory.data(12);

/** The string that was passed as an address and a number of units. */
export function lift(data: usize, length: i32): string {
  return String.UTF16.decodeUnsafe(data, (<usize>length) << 1);
}

/** What an exported function returns for `ok`. */
export function succeed(answer: string): usize {
  return lower(0, answer);
}

/** What an exported function returns for `err`: what went wrong, for a model to read. */
export function fail(why: string): usize {
  return lower(1, why);
}

function lower(tag: u8, text: string): usize {
  store<u8>(RETURNED, tag);
  store<usize>(RETURNED, changetype<usize>(text), 4);
  store<i32>(RETURNED, text.length, 8);
  return RETURNED;
}

/** The host calls it for the memory that arguments are written to. */
export function cabi_realloc(old: usize, _oldSize: usize, _align: usize, newSize: usize): usize {
  return old == 0 ? heap.alloc(newSize) : heap.realloc(old, newSize);
}
