import { describe, expect, it } from 'vitest';
import { clearTexts } from '../../src/build/clear-texts.ts';
import { compactComponent } from '../../src/build/compact-component.ts';

const PREAMBLE = [0, 0x61, 0x73, 0x6d];
const CORE = [...PREAMBLE, 1, 0, 0, 0];
const COMPONENT = [...PREAMBLE, 0x0d, 0, 1, 0];
const section = (id: number, ...body: number[]): number[] => [id, body.length, ...body];
const custom = (name: string): number[] => section(0, name.length, ...Buffer.from(name), 7);
const data = (...bytes: number[]): number[] => section(11, 1, 0, 0x41, 0, 0x0b, bytes.length, ...bytes);

describe('compactComponent', () => {
  it('takes out names, what core modules tell compilers, and zeros, and nothing else', () => {
    const zeros = Array.from({ length: 20 }, () => 0);
    const core = [...CORE, ...custom('name'), ...data(1, ...zeros), ...custom('producers')];
    const inner = [...COMPONENT, ...section(1, ...core), ...custom('component-name')];
    const outer = Buffer.from([
      ...COMPONENT,
      ...section(4, ...inner),
      ...custom('package-docs'),
      ...section(3, 9),
    ]);
    const compactCore = [...CORE, ...data(1)];
    expect([...compactComponent(outer)]).toEqual([
      ...COMPONENT,
      ...section(4, ...COMPONENT, ...section(1, ...compactCore)),
      ...custom('package-docs'),
      ...section(3, 9),
    ]);
  });
});

describe('clearTexts', () => {
  it('clears every copy', () => {
    const binary = Buffer.from('a text, a text, another');
    clearTexts(binary, ['a text']);
    expect(binary.toString('latin1')).toBe('\0\0\0\0\0\0, \0\0\0\0\0\0, another');
  });
});
