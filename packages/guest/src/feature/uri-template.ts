const EXPRESSION = /\{([A-Za-z_][A-Za-z0-9_]*)\}/g;

/** Throws where a text is no template of RFC 6570, level 1, or completers are named that it has no expression for. */
export function checkTemplate(template: string, completers: readonly string[]): void {
  const names = [...template.matchAll(EXPRESSION)].map(([, name = '']) => name);
  if (names.length === 0 || /[{}]/.test(template.replace(EXPRESSION, '')))
    throw new Error(
      `The URI template "${template}" must have expressions such as {name}, and no other braces`,
    );
  const unknown = completers.find((name) => !names.includes(name));
  if (unknown !== undefined) throw new Error(`The URI template "${template}" has no expression {${unknown}}`);
}

/** The values of a template's expressions in a URI, decoded; nothing where the URI is none of its expansions. */
export function matchTemplate(template: string, uri: string): Record<string, string> | undefined {
  const names: string[] = [];
  const pattern = template
    .split(EXPRESSION)
    .map((part, index) => {
      if (index % 2 === 0) return part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
      names.push(part);
      return '([^/?#]+)';
    })
    .join('');
  const found = new RegExp(`^${pattern}$`).exec(uri);
  if (found === null) return undefined;
  return Object.fromEntries(names.map((name, index) => [name, decode(found[index + 1] ?? '')]));
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
