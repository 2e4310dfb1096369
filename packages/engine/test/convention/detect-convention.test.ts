import { describe, expect, it } from 'vitest';

import { decodeComponent, detectConvention, type DetectedConvention } from '@kami/engine';
import type { KamiError, Result } from '@kami/types';

import { component, leb, name, section, vector } from '../binary.ts';
import { buildWorld } from '../build-component.ts';

async function detect(body: string): Promise<Result<DetectedConvention, KamiError>> {
  const decoded = decodeComponent(await buildWorld(body));
  return decoded.ok ? detectConvention(decoded.value) : decoded;
}

async function summary(body: string): Promise<string> {
  const detected = await detect(body);
  return detected.ok
    ? `${detected.value.convention}: ${detected.value.functions
        .map((f) => f.name)
        .toSorted()
        .join(' ')}`
    : `${detected.error.code}: ${detected.error.message}`;
}

const JSON_TOOL =
  'export describe: func() -> string; export call: func(n: string, a: string) -> result<string, string>;';
const QUICKJS_INIT =
  'export init: func(shim: string, script: string, entry-path: option<string>, disable-gc: bool) -> result<_, string>;';
const PYTHON_INIT =
  'export exports: interface { record symbols { a: u8 } init: func(app-name: string, symbols: symbols, stub-wasi: bool) -> result<_, string>; }';

describe('detectConvention', () => {
  it.each([
    ['kami-tool', 'export kami:tool/tools@0.1.7;', 'kami-tool: call describe'],
    ['kami-tool before json-tool', `export kami:tool/tools@0.1.7; ${JSON_TOOL}`, 'kami-tool: call describe'],
    ['json-tool', `${JSON_TOOL} export other: func();`, 'json-tool: call describe'],
    [
      'typed exports at the root and in interfaces',
      'export a: func(); export i: interface { b: func(x: u8) -> string; }',
      'typed: a b',
    ],
    [
      'a call of other types as typed',
      'export describe: func() -> string; export call: func(n: string) -> string;',
      'typed: call describe',
    ],
    ['typed exports without the init of QuickJS', `${QUICKJS_INIT} export a: func();`, 'typed: a'],
    ['typed exports without the init of Python', `${PYTHON_INIT} export a: func();`, 'typed: a'],
    ['an init of that type in another interface', PYTHON_INIT.replace('exports:', 'setup:'), 'typed: init'],
    [
      'a function of the type of init under another name',
      QUICKJS_INIT.replace('init:', 'start:'),
      'typed: start',
    ],
    ['an init of other types as a tool', 'export init: func(a: string) -> string;', 'typed: init'],
  ])('finds %s', async (_what, body, expected) => {
    expect(await summary(body)).toBe(expected);
  });

  it.each([
    [
      'another version of kami:tool',
      'export kami:tool/tools@0.2.0;',
      /^KAMI_COMPONENT_INVALID: .*@0\.2\.0.*supported is kami:tool\/tools@0\.1\.x/,
    ],
    [
      'no function',
      'export i: interface { record r { a: u8 } }',
      /^KAMI_COMPONENT_INVALID: .*exports no function/,
    ],
    ['nothing but the init of QuickJS', QUICKJS_INIT, /^KAMI_COMPONENT_INVALID: .*exports no function/],
    [
      'a resource',
      'export i: interface { resource file { size: func() -> u32; } }',
      /^KAMI_TYPE_UNSUPPORTED: The function i#\[method\]file\.size belongs to a resource, which cannot be given as JSON/,
    ],
    [
      'a handle deep inside a type',
      'export i: interface { use wasi:io/poll@0.2.3.{pollable}; record r { p: list<option<pollable>> } wait: func() -> result<r>; }',
      /^KAMI_TYPE_UNSUPPORTED: The function i#wait has the type own<pollable>/,
    ],
    [
      'a future',
      'export a: func() -> future<u8>;',
      /^KAMI_TYPE_UNSUPPORTED: The function a has the type future/,
    ],
    [
      'an error context inside a list',
      'export a: func(x: list<error-context>);',
      /^KAMI_TYPE_UNSUPPORTED: The function a has the type error-context/,
    ],
    [
      'an asynchronous function in WIT',
      'export a: async func();',
      /^KAMI_COMPONENT_INVALID: The function a is asynchronous/,
    ],
  ])('refuses %s', async (_what, body, expected) => {
    expect(await summary(body)).toMatch(expected);
  });

  it('names function and type as data', async () => {
    const detected = await detect(
      'export i: interface { use wasi:io/poll@0.2.3.{pollable}; wait: func(p: borrow<pollable>); }',
    );
    expect(detected).toMatchObject({
      ok: false,
      error: { data: { function: 'i#wait', type: 'borrow<pollable>' } },
    });
  });

  it.each([
    ['an asynchronous function', [0x43, 0, 1, 0], 'asynchronous'],
    ['a stream', [0x40, 0, 0, ...leb(0)], 'stream'],
  ])('refuses %s', (_what, functionType, message) => {
    const types = section(
      7,
      vector([
        [0x66, 1, 0x7d],
        functionType,
        [
          0x42,
          ...vector([
            [2, 3, 2, 1, 1],
            [4, 0, ...name('go'), 1, 0],
          ]),
        ],
      ]),
    );
    const bytes = component(
      types,
      section(10, vector([[0, ...name('a:b/c'), 5, 2]])),
      section(11, vector([[0, ...name('a:b/c'), 5, 0, 0]])),
    );
    const decoded = decodeComponent(bytes);
    if (!decoded.ok) throw new Error(decoded.error.message);
    const detected = detectConvention(decoded.value);
    expect(detected.ok ? '' : detected.error.message).toContain(message);
  });
});

describe('what a component has beside its functions', () => {
  const FEATURES =
    'export kami:tool/resources@0.1.7; export kami:tool/prompts@0.1.7; export kami:tool/completion@0.1.7;';
  const features = async (body: string): Promise<unknown> => {
    const detected = await detect(body);
    return detected.ok ? [detected.value.convention, ...detected.value.features] : detected.error.message;
  };

  it.each([
    [`export kami:tool/tools@0.1.7; ${FEATURES}`, ['kami-tool', 'resources', 'prompts', 'completion']],
    [`${JSON_TOOL} export kami:tool/prompts@0.1.7;`, ['json-tool', 'prompts']],
    [`export a: func(); export kami:tool/resources@0.1.7;`, ['typed', 'resources']],
    ['export a: func();', ['typed']],
  ])('is found beside any convention: %s', async (body, expected) => {
    expect(await features(body)).toEqual(expected);
  });

  it.each([
    [FEATURES, 'The component exports no function.'],
    ['export a: func(); export kami:tool/resources@0.2.0;', 'supported is kami:tool/resources@0.1.x'],
    [
      'export a: func(); export kami:tool/resources@0.1.7; export kami:tool/resources@0.2.0;',
      'exports kami:tool/resources@0.1.7 and',
    ],
    ['export a: func(); export kami:tool/prompts@0.1.9;', 'are not those of KAMI'],
  ])('is refused: %s', async (body, expected) => {
    expect(await features(body)).toContain(expected);
  });
});
