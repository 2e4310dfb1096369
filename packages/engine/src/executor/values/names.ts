/** A WIT name in kebab case as jco writes it: camel case, words of capitals lowered (`get-URL` → `getUrl`). */
export function exportName(name: string): string {
  return name
    .split('-')
    .map((word, index) =>
      index === 0 ? word.toLowerCase() : word.charAt(0).toUpperCase() + word.slice(1).toLowerCase(),
    )
    .join('');
}
