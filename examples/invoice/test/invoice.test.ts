import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { loadComponent } from '../../../testing/load-component.ts';
import type { Discount, Line, Summary } from '../src/invoice.ts';
import { shareOut } from '../src/share.ts';

type Total = (lines: readonly Line[], discount?: Discount, rounding?: string, decimals?: number) => Summary;

const path = fileURLToPath(new URL('../dist/invoice.wasm', import.meta.url));
const { invoices } = await loadComponent<{ readonly invoices: { readonly total: Total } }>(path);

function line(quantity: string, unitPrice: string, taxPercent?: string): Line {
  return { description: 'x', quantity, unitPrice, taxPercent };
}

/** The payload of the error that `total` gives. */
function problemOf(...args: Parameters<Total>): unknown {
  try {
    invoices.total(...args);
  } catch (error) {
    return (error as { payload?: unknown }).payload;
  }
  throw new Error('no problem');
}

describe('total', () => {
  it('adds lines, takes the discount off and taxes each rate on its share', () => {
    const lines = [line('3', '19.99', '19'), line('1.5', '8.00', '7'), line('1', '5')];
    expect(invoices.total(lines, { tag: 'percent', val: '10' })).toEqual({
      lines: ['59.97', '12.00', '5.00'],
      subtotal: '76.97',
      discount: '7.70',
      taxes: [
        { percent: '7', base: '10.80', amount: '0.76' },
        { percent: '19', base: '53.97', amount: '10.25' },
      ],
      total: '80.28',
    });
  });

  it('is exact where floating point is not', () => {
    expect(invoices.total([line('3', '0.1')]).total).toBe('0.30');
    expect(invoices.total([line('1', '1.005')]).total).toBe('1.01');
    expect(invoices.total([line('999999999999999', '9.99')]).total).toBe('9989999999999990.01');
  });

  it('rounds halves as it is told', () => {
    expect(invoices.total([line('1', '0.125')], undefined, 'half-even').total).toBe('0.12');
    expect(invoices.total([line('1', '0.125')], undefined, 'half-up').total).toBe('0.13');
    expect(invoices.total([line('-1', '0.125')]).total).toBe('-0.13');
    expect(invoices.total([line('1', '2.5')], undefined, 'half-even', 0).total).toBe('2');
  });

  it('names what is wrong', () => {
    expect(problemOf([])).toEqual({ tag: 'no-lines' });
    const value = '1,5';
    expect(problemOf([line('1', '2'), line(value, '2')])).toEqual({
      tag: 'not-a-number',
      val: { field: 'lines[1].quantity', value },
    });
    expect(problemOf([line('1', '2')], { tag: 'amount', val: '2.01' })).toEqual({
      tag: 'bad-discount',
      val: '2.00',
    });
    expect(problemOf([line('1', '2')], { tag: 'amount', val: '-1' })).toEqual({
      tag: 'bad-discount',
      val: '2.00',
    });
    expect(problemOf([line('1', '2')], undefined, undefined, 9)).toEqual({
      tag: 'too-many-decimals',
      val: 9,
    });
  });

  it('keeps its sums: lines to the subtotal; bases, tax and discount to the total', () => {
    const cents = fc.integer({ min: 0, max: 1_000_000 }).map((units) => (units / 100).toFixed(2));
    const lines = fc.array(
      fc.record({ quantity: cents, unitPrice: cents, taxPercent: fc.constantFrom('0', '7', '19', '8.25') }),
      { minLength: 1, maxLength: 8 },
    );
    const units = (text: string): bigint => BigInt(text.replace('.', ''));
    fc.assert(
      fc.property(lines, fc.integer({ min: 0, max: 100 }), (some, percent) => {
        const all = some.map((one) => ({ description: '', ...one }));
        const sum = invoices.total(all, { tag: 'percent', val: String(percent) });
        const added = sum.lines.reduce((left, amount) => left + units(amount), 0n);
        expect(units(sum.subtotal)).toBe(added);
        const tax = sum.taxes.reduce((left, { amount }) => left + units(amount), 0n);
        expect(units(sum.total)).toBe(added - units(sum.discount) + tax);
      }),
    );
  });
});

describe('shareOut', () => {
  it('gives parts that sum to the amount, none further than a unit from its proportion', () => {
    const weights = fc.array(fc.bigInt({ min: 0n, max: 10_000n }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 1_000_000n }), weights, (amount, some) => {
        const whole = some.reduce((sum, weight) => sum + weight, 0n);
        fc.pre(whole > 0n);
        const parts = shareOut(amount, some);
        expect(parts.reduce((sum, part) => sum + part, 0n)).toBe(amount);
        for (const [index, part] of parts.entries()) {
          const distance = part * whole - amount * (some[index] ?? 0n);
          expect(distance < whole && -distance < whole).toBe(true);
        }
      }),
    );
  });
});

describe('the component', () => {
  it('carries the documentation of its function', () => {
    const bytes = readFileSync(path);
    const start = bytes.lastIndexOf('package-docs');
    expect(bytes[start + 12]).toBe(1);
    expect(JSON.parse(bytes.subarray(start + 13).toString())).toMatchObject({
      interfaces: {
        invoices: { funcs: { total: { docs: expect.stringContaining('Adds up an invoice') as unknown } } },
      },
    });
  });
});
