import { compareVersions } from '@kami/registry';
import { parseToolVersion, type ToolVersion } from '@kami/types';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { valueOf } from './sample-tool.ts';

const version = (text: string): ToolVersion => valueOf(parseToolVersion(text));

/** The examples of Semantic Versioning 2.0.0, section 11, in their order. */
const ordered = [
  '0.9.10',
  '1.0.0-alpha',
  '1.0.0-alpha.1',
  '1.0.0-alpha.beta',
  '1.0.0-beta',
  '1.0.0-beta.2',
  '1.0.0-beta.11',
  '1.0.0-beta.99999999999999999998',
  '1.0.0-beta.99999999999999999999',
  '1.0.0-rc.1',
  '1.0.0',
  '1.0.10',
  '1.2.0',
  '2.0.0',
  '10.0.0',
].map(version);

describe('compareVersions', () => {
  it('orders as Semantic Versioning does', () => {
    expect(ordered.toReversed().toSorted(compareVersions)).toEqual(ordered);
    for (const [index, higher] of ordered.entries())
      for (const lower of ordered.slice(0, index)) {
        expect(compareVersions(lower, higher), `${lower} < ${higher}`).toBeLessThan(0);
        expect(compareVersions(higher, lower), `${higher} > ${lower}`).toBeGreaterThan(0);
      }
  });

  it('leaves build metadata out', () => {
    expect(compareVersions(version('1.0.0+a'), version('1.0.0+b'))).toBe(0);
    expect(compareVersions(version('1.0.0+a-b'), version('1.0.0'))).toBe(0);
    expect(compareVersions(version('1.0.0-a+1'), version('1.0.0'))).toBeLessThan(0);
  });

  it('is an order of any three versions', () => {
    const number = fc.nat(12);
    const any = fc
      .tuple(number, number, number, fc.option(fc.constantFrom('a', '1', '1.b', 'a.2'), { nil: undefined }))
      .map(([x, y, z, pre]) => version(`${x}.${y}.${z}${pre === undefined ? '' : `-${pre}`}`));
    fc.assert(
      fc.property(any, any, any, (a, b, c) => {
        expect(Math.sign(compareVersions(a, b))).toBe(-Math.sign(compareVersions(b, a)) + 0);
        if (compareVersions(a, b) <= 0 && compareVersions(b, c) <= 0)
          expect(compareVersions(a, c)).toBeLessThanOrEqual(0);
      }),
    );
  });
});
