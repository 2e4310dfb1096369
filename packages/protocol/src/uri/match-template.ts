/**
 * Threat: a template of a stranger that is matched against the URIs of another: turned into a regular expression it can
 * take the server's time for itself. Rule: expressions never touch, they are few, and matching only goes forwards.
 */

/** Expressions in one template. */
export const MAX_TEMPLATE_EXPRESSIONS = 8;

const EXPRESSION = /\{[A-Za-z_][A-Za-z0-9_]{0,63}\}/;

/** Why a text is no template of RFC 6570, level 1, that can be matched; nothing when it is one. */
export function templateProblem(template: string): string | undefined {
  const names = template.match(new RegExp(EXPRESSION, 'g')) ?? [];
  const literals = template.split(EXPRESSION);
  if (literals.some((literal) => /[{}]/.test(literal)))
    return 'expected expressions of RFC 6570, level 1: {name}';
  if (names.length === 0) return 'expected a template with an expression, such as {name}';
  if (names.length > MAX_TEMPLATE_EXPRESSIONS) return `over ${MAX_TEMPLATE_EXPRESSIONS} expressions`;
  if (new Set(names).size < names.length) return 'an expression is there twice';
  if (literals.slice(1, -1).includes('')) return 'expected text between two expressions';
  return literals[0]?.includes(':') === true ? undefined : 'expected a scheme before the first expression';
}

/** Names of the expressions of a template, in order. */
export function templateExpressions(template: string): readonly string[] {
  return (template.match(new RegExp(EXPRESSION, 'g')) ?? []).map((expression) => expression.slice(1, -1));
}

/**
 * Whether a URI is an expansion of a template for which `templateProblem` found nothing: at each expression stands at
 * least one unreserved or percent-encoded character (RFC 6570, section 3.2.2), never a `/`.
 */
export function matchesTemplate(template: string, uri: string): boolean {
  const [first = '', ...rest] = template.split(EXPRESSION);
  const last = rest.pop();
  if (last === undefined || !uri.startsWith(first)) return false;
  let at = first.length;
  for (const literal of rest) {
    const next = uri.indexOf(literal, at + 1);
    if (next === -1 || !isValue(uri.slice(at, next))) return false;
    at = next + literal.length;
  }
  const end = uri.length - last.length;
  return end > at && uri.endsWith(last) && isValue(uri.slice(at, end));
}

function isValue(text: string): boolean {
  return /^(?:[A-Za-z0-9._~-]|%[0-9A-Fa-f]{2})+$/.test(text);
}
