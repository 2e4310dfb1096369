/** Names that Windows keeps for devices, with any extension (learn.microsoft.com, "Naming Files, Paths, and Namespaces"). */
const RESERVED = /^(?:con|prn|aux|nul|com[0-9\u00b9\u00b2\u00b3]|lpt[0-9\u00b9\u00b2\u00b3])(?:\.|$)/i;

/**
 * Whether a name means one plain entry on every system: no stream (`:`), separator, wildcard, control character,
 * device, or end that Windows drops.
 */
export function isPortableName(name: string): boolean {
  // oxlint-disable-next-line no-control-regex -- control characters are what is refused
  return !/[\u0000-\u001f<>:"|?*\\]/.test(name) && !/[. ]$/.test(name) && !RESERVED.test(name);
}
