/**
 * JavaScript that compiled validators run with, inside the tool's executor, where there is no module
 * loader: the two helpers that ajv's standalone code asks for, and `report`, which turns ajv's errors
 * into problems that say what was expected and what was found. At most 20 problems are given.
 */
export const VALIDATOR_PRELUDE: string = String.raw`
const length = (text) => {
  let count = 0;
  for (const _ of text) count++;
  return count;
};
const equal = (a, b) => {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && equal(a[key], b[key]));
};
const helpers = { 'ajv/dist/runtime/ucs2length': length, 'ajv/dist/runtime/equal': equal };
const require = (name) => ({ default: helpers[name] });
const cut = (text) => (text.length > 80 ? text.slice(0, 77) + '...' : text);
const show = (value) => cut(JSON.stringify(value) ?? 'nothing');
const typeOf = (value) => {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return typeof value === 'number' && Number.isInteger(value) ? 'integer' : typeof value;
};
const step = (path, key) => path + '/' + String(key).replaceAll('~', '~0').replaceAll('/', '~1');
const known = (schema) => Object.keys(schema?.properties ?? {}).map((name) => JSON.stringify(name));
const count = (bound, what, found) => [bound + ' ' + what, String(found)];
const size = (value) => Object.keys(value).length;
const expectations = {
  type: ({ params, data }) => [String(params.type).replaceAll(',', ' or '), typeOf(data)],
  enum: ({ params, data }) => ['one of ' + params.allowedValues.slice(0, 20).map(show).join(', '), show(data)],
  const: ({ params, data }) => [show(params.allowedValue), show(data)],
  minLength: ({ params, data }) => count('at least ' + params.limit, 'characters', length(data)),
  maxLength: ({ params, data }) => count('at most ' + params.limit, 'characters', length(data)),
  minItems: ({ params, data }) => count('at least ' + params.limit, 'items', data.length),
  maxItems: ({ params, data }) => count('at most ' + params.limit, 'items', data.length),
  minProperties: ({ params, data }) => count('at least ' + params.limit, 'properties', size(data)),
  maxProperties: ({ params, data }) => count('at most ' + params.limit, 'properties', size(data)),
  minimum: ({ params, data }) => ['a number of at least ' + params.limit, show(data)],
  maximum: ({ params, data }) => ['a number of at most ' + params.limit, show(data)],
  exclusiveMinimum: ({ params, data }) => ['a number above ' + params.limit, show(data)],
  exclusiveMaximum: ({ params, data }) => ['a number below ' + params.limit, show(data)],
  multipleOf: ({ params, data }) => ['a multiple of ' + params.multipleOf, show(data)],
  pattern: ({ params, data }) => ['text that matches ' + cut(params.pattern), show(data)],
  uniqueItems: ({ params }) => ['items that differ', 'items ' + params.j + ' and ' + params.i + ' alike'],
  oneOf: () => ['exactly one of the alternatives', 'several that fit'],
};
const unexpected = ({ parentSchema }, key) => {
  const names = known(parentSchema);
  const which = names.length > 0 ? 'one of the properties ' + names.slice(0, 20).join(', ') : 'no further properties';
  return [which, JSON.stringify(cut(key))];
};
const missed = ({ parentSchema }, key) => {
  const properties = parentSchema?.properties ?? {};
  const type = Object.hasOwn(properties, key) ? properties[key]?.type : undefined;
  return [type === undefined ? 'a value' : String(type).replaceAll(',', ' or '), 'nothing'];
};
const locate = (error) => {
  const { keyword, instancePath: path, params } = error;
  const missing = params.missingProperty;
  const surplus = params.additionalProperty ?? params.unevaluatedProperty;
  if (missing !== undefined) return [step(path, missing), ...missed(error, missing)];
  if (surplus !== undefined) return [step(path, surplus), ...unexpected(error, surplus)];
  const text = expectations[keyword]?.(error);
  return text === undefined ? [path, 'a value that ' + (error.message ?? 'fits'), show(error.data)] : [path, ...text];
};
const isSummary = ({ keyword, params }) =>
  keyword === 'anyOf' || keyword === 'if' || (keyword === 'oneOf' && params.passingSchemas === null);
const report = (errors) => {
  const details = errors.filter((error) => !isSummary(error));
  const problems = new Map();
  for (const error of details.length > 0 ? details : errors) {
    const [path, expected, found] = locate(error);
    const key = /\/(?:anyOf|oneOf)\//.test(error.schemaPath) ? path : path + '\n' + expected;
    const problem = problems.get(key) ?? { path, found, expected: new Set() };
    problem.expected.add(expected);
    problems.set(key, problem);
    if (problems.size === 20) break;
  }
  return [...problems.values()].map(({ path, found, expected }) => ({
    path,
    message: 'expected ' + [...expected].slice(0, 8).join(' or ') + ', found ' + found,
  }));
};
const validator = (validate) => (value) => (validate(value) ? null : report(validate.errors));
`;
