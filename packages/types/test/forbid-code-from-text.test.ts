import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';

const run = promisify(execFile);
const source = new URL('../src/forbid-code-from-text.ts', import.meta.url).href;

/** What an expression gives in a process that forbids code from text. */
async function evaluated(expression: string): Promise<string> {
  const script = `import { forbidCodeFromText } from ${JSON.stringify(source)};
    forbidCodeFromText(); forbidCodeFromText();
    try { console.log(String(${expression})); } catch (error) { console.log(error.name); }`;
  return (await run(process.execPath, ['--input-type=module', '-e', script])).stdout.trim();
}

describe('forbidCodeFromText', () => {
  it.each([
    `eval('1')`,
    `(0, eval)('1')`,
    `globalThis['eval']('1')`,
    `new Function('return 1')()`,
    `Function('return 1')()`,
    `(() => {}).constructor('return 1')()`,
    `(class {}).constructor('return 1')()`,
    `Object.constructor('return 1')()`,
    `[].map.constructor('return 1')()`,
    `Object.getPrototypeOf(async () => {}).constructor('return 1')()`,
    `(async () => {}).constructor('return 1')()`,
    `(function* () {}).constructor('yield 1')()`,
    `(async function* () {}).constructor('yield 1')()`,
    `Object.getPrototypeOf((async () => {}).constructor).constructor('return 1')`,
    `Reflect.construct(Function, ['return 1'])`,
    `Reflect.construct(Function.prototype.constructor, ['return 1'], class {})`,
    `new (class extends Function {})('return 1')`,
    `Function.prototype.call.call(Function, null, 'return 1')`,
    `Function.prototype.bind.call(Function, null, 'return 1')()`,
    `new Proxy(Function, {})('return 1')`,
    `structuredClone.constructor.constructor('return 1')()`,
  ])('refuses %s', async (expression) => {
    expect(await evaluated(expression)).toMatch(/^(?:EvalError|TypeError)$/u);
  });

  it.each([
    [`(globalThis.Function = 1)`, 'TypeError'],
    [`(globalThis.eval = 1)`, 'TypeError'],
    [`delete Function.prototype.constructor`, 'TypeError'],
    [`Object.defineProperty(globalThis, 'eval', { value: 1 })`, 'TypeError'],
    [`(() => {}) instanceof Function && (async () => {}) instanceof Function`, 'true'],
    [`(() => {}).constructor === Function`, 'true'],
    [`(async () => {}).constructor.name`, 'AsyncFunction'],
    [`Function.name`, 'Function'],
    [`Object.keys(globalThis).includes('Function')`, 'false'],
  ])('%s is %s', async (expression, expected) => {
    expect(await evaluated(expression)).toBe(expected);
  });
});
