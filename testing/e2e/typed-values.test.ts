import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { guestPath } from '../guests/index.ts';
import { makeTestHome } from './kami.ts';
import { type McpSession, openSession } from './mcp-session.ts';

const home = makeTestHome();
let session: McpSession;

beforeAll(async () => {
  await home.must(['install', guestPath('all-types')]);
  session = await openSession(home);
});

afterAll(async () => {
  await session.close();
  home[Symbol.dispose]();
});

/** Calls a function of the guest, which gives back what it got, with its argument as JSON text. */
async function call(name: string, json: string): Promise<Record<string, unknown>> {
  const args = JSON.parse(`{"value":${json}}`) as object;
  const { result, error } = await session.request('tools/call', {
    name: `all-types_${name}`,
    arguments: args,
  });
  if (result === undefined) throw new Error(error?.message);
  return result;
}

const person = (age: string): string =>
  `{"full-name":"","age":${age},"tags":[],"home":{"x":-2147483648,"y":2147483647}}`;

describe('a value of a WIT type', () => {
  it.each([
    ['of-bool', 'false'],
    ['of-s8', '127'],
    ['of-u8', '0'],
    ['of-s16', '32767'],
    ['of-u16', '0'],
    ['of-s32', '2147483647'],
    ['of-u32', '0'],
    ['of-s64', '"9223372036854775807"'],
    ['of-s64', '-9007199254740991'],
    ['of-s64', '"-9007199254740993"'],
    ['of-u64', '9007199254740991'],
    ['of-u64', '"9007199254740992"'],
    ['of-u64', '0'],
    ['of-f32', '3.4028234663852886e38'],
    ['of-f32', '1.401298464324817e-45'],
    ['of-f64', '5e-324'],
    ['of-f64', '-1.7976931348623157e308'],
    ['of-char', '"\\u0000"'],
    ['of-char', '"\\ud83d\\ude42"'],
    ['of-char', '"\\uffff"'],
    ['of-string', '""'],
    ['of-string', '"e\\u0301\\u202e\\ufeff"'],
    ['of-list', '[]'],
    ['of-bytes', '""'],
    ['of-bytes', '"AA=="'],
    ['of-nested-list', '[[],[0]]'],
    ['of-record', person('0')],
    ['of-record', person('null')],
    ['of-variant', '{"tag":"named","val":{"full-name":"B","age":null,"tags":["",""],"home":{"x":0,"y":0}}}'],
    ['of-flags', '[]'],
    ['of-flags', '["read","write","execute"]'],
    ['of-nested-option', 'null'],
    ['of-nested-option', '{"some":null}'],
    ['of-nested-option', '{"some":7}'],
    ['of-nested-result', '[]'],
  ])('%s %s comes back as it was given', async (name, json) => {
    expect((await call(name, json))['structuredContent']).toEqual({ result: JSON.parse(json) as unknown });
  });

  it.each([
    ['of-u64', '"7"', 7],
    ['of-s64', '"-7"', -7],
    ['of-f64', '-0.0', 0],
    ['of-f32', '0.1', Math.fround(0.1)],
    [
      'of-record',
      '{"full-name":"A","tags":[],"home":{"x":1,"y":2}}',
      { 'full-name': 'A', age: null, tags: [], home: { x: 1, y: 2 } },
    ],
  ])('%s %s comes back in its one form', async (name, json, value) => {
    expect((await call(name, json))['structuredContent']).toEqual({ result: value });
  });

  it('of an outermost result is the answer or the error of the tool', async () => {
    expect(await call('of-result', '{"ok":"x"}')).toMatchObject({ structuredContent: { result: 'x' } });
    expect(await call('of-result', '{"err":"red"}')).toMatchObject({
      isError: true,
      content: [{ type: 'text', text: 'red' }],
    });
  });
});

describe('an argument that does not fit its type', () => {
  it.each([
    ['of-bool', '0', 'value: expected a boolean'],
    ['of-s8', '128', 'value: expected an integer from -128 to 127, found 128'],
    ['of-u8', '-1', 'value: expected an integer from 0 to 255'],
    ['of-u8', '1.5', 'value: expected an integer'],
    ['of-u8', '"1"', 'value: expected an integer'],
    ['of-s64', '"9223372036854775808"', 'as a decimal string where it is large'],
    ['of-u64', '"18446744073709551616"', 'value: expected an integer from 0 to 18446744073709551615'],
    ['of-u64', '9007199254740993', 'value: expected an integer'],
    ['of-u64', '"-0"', 'value: expected an integer'],
    ['of-u64', '"007"', 'value: expected an integer'],
    ['of-f32', '1e39', 'value: expected a number of 32 bits'],
    ['of-f64', '"NaN"', 'value: expected a number'],
    ['of-f64', '"Infinity"', 'value: expected a number'],
    ['of-f64', 'null', 'value: expected a number'],
    ['of-char', '""', 'value: expected one character'],
    ['of-char', '"ab"', 'value: expected one character'],
    ['of-char', '"e\\u0301"', 'value: expected one character'],
    ['of-char', '"\\ud83d"', 'value: expected one character'],
    ['of-string', '"a\\udc00"', 'value: expected well-formed Unicode'],
    ['of-string', '1', 'value: expected a string'],
    ['of-bytes', '"AA"', 'value: expected base64 with padding'],
    ['of-bytes', '[1,2]', 'value: expected base64 with padding'],
    ['of-list', '["a",1]', 'value[1]: expected a string'],
    ['of-nested-list', '[[1],[2,3,"x"]]', 'value[1][2]: expected an integer'],
    ['of-record', person('256'), 'value.age: expected an integer from 0 to 255'],
    ['of-record', '{"full-name":"A","tags":[],"home":{"x":1}}', 'value.home.y: this field is missing'],
    [
      'of-record',
      '{"full-name":"A","tag":[],"tags":[],"home":{"x":1,"y":1}}',
      'value.tag: there is no such field',
    ],
    ['of-tuple', '["a",1]', 'value: expected an array of 3, found one of 2'],
    ['of-tuple', '["a",1,1]', 'value[2]: expected a boolean'],
    ['of-variant', '{"tag":"square"}', 'value.tag: expected one of "empty", "circle", "polygon", "named"'],
    ['of-variant', '{"tag":"empty","val":1}', 'value.val: the case "empty" carries nothing'],
    ['of-variant', '{"tag":"polygon","val":[{"x":1,"y":"z"}]}', 'value.val[0].y: expected an integer'],
    ['of-enum', '"dark_green"', 'did you mean "dark-green"?'],
    ['of-flags', '["read","read"]', 'value[1]: "read" is there twice'],
    ['of-flags', '["reed"]', 'did you mean "read"?'],
    ['of-flags', '{"read":true}', 'value: expected an array of names'],
    ['of-nested-option', '7', 'value: expected an object with "some"'],
    ['of-result', '{}', 'value.ok: this field is missing'],
    ['of-nested-result', '[{"ok":1,"err":""}]', 'value[0]'],
  ])('%s %s is refused, with its path and what was expected', async (name, json, words) => {
    const { isError, content } = await call(name, json);
    expect(isError).toBe(true);
    const [block] = content as { readonly text: string }[];
    expect(block?.text).toContain('KAMI_ARGUMENT_INVALID');
    expect(block?.text).toContain(words);
  });

  it('is refused before it is nested too deep, or is no JSON', async () => {
    const deep = `${'['.repeat(200)}${']'.repeat(200)}`;
    const nested = await home.run(['run', 'all-types/of-nested-list', `value:=${deep}`]);
    expect(nested.code, nested.stderr).toBe(2);
    for (const json of ['NaN', 'Infinity', '1e400', '-']) {
      const { code, stderr } = await home.run(['run', 'all-types/of-f64', `value:=${json}`]);
      expect(code, stderr).toBe(2);
    }
  });
});
