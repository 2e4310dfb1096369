import { isJsonObject, type Json, type JsonObject } from '@kami/types';
import { textChange } from './text-change.ts';

/** What a schema of arguments says otherwise, argument by argument; `what` names it at the head of each line. */
export function schemaChanges(what: string, before: JsonObject, now: JsonObject): readonly string[] {
  const [old, fresh] = [propertiesOf(before), propertiesOf(now)];
  const names = [...new Set([...Object.keys(old), ...Object.keys(fresh)])];
  const lines = names.flatMap((name) => argumentChange(what, name, old[name], fresh[name]));
  const [needed, neededNow] = [requiredOf(before), requiredOf(now)];
  const required = names.flatMap((name) => {
    if (!(name in old) || !(name in fresh) || needed.includes(name) === neededNow.includes(name)) return [];
    return [
      `${what}: the argument ${name} ${neededNow.includes(name) ? 'is needed now' : 'may be left out'}`,
    ];
  });
  const rest = ({ properties: _properties, required: _required, ...others }: JsonObject): string =>
    JSON.stringify(others);
  return [...lines, ...required, ...textChange(`${what}: the rest of the schema`, rest(before), rest(now))];
}

function argumentChange(
  what: string,
  name: string,
  before: Json | undefined,
  now: Json | undefined,
): readonly string[] {
  if (before === undefined) return [`${what}: a new argument ${name} (${typeOf(now)})${saidOf(now)}`];
  if (now === undefined) return [`${what}: no longer has the argument ${name}`];
  const described = textChange(`${what}: the argument ${name}`, textOf(before), textOf(now));
  const bare = (value: Json): string =>
    JSON.stringify(isJsonObject(value) ? { ...value, description: undefined } : value);
  return [...described, ...textChange(`${what}: the form of ${name}`, bare(before), bare(now))];
}

function propertiesOf({ properties }: JsonObject): JsonObject {
  return isJsonObject(properties) ? properties : {};
}

function requiredOf({ required }: JsonObject): readonly unknown[] {
  return Array.isArray(required) ? required : [];
}

function typeOf(schema: Json | undefined): string {
  const type = isJsonObject(schema) ? schema['type'] : undefined;
  return typeof type === 'string' ? type : 'of any type';
}

function textOf(schema: Json): string | undefined {
  const description = isJsonObject(schema) ? schema['description'] : undefined;
  return typeof description === 'string' ? description : undefined;
}

function saidOf(schema: Json | undefined): string {
  const [, line = ''] = textChange('', '', schema === undefined ? '' : (textOf(schema) ?? ''));
  return line.replace(/^, now/u, '');
}
