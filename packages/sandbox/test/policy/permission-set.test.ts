import { NO_PERMISSION, type Capability } from '@kami/types';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addCapability, listCapabilities, removeCapability } from '../../src/index.ts';

const capability: fc.Arbitrary<Capability> = fc.oneof(
  fc.record({
    kind: fc.constant('net' as const),
    rule: fc.record({
      methods: fc.constantFrom([], ['GET']),
      scheme: fc.constantFrom('http' as const, 'https' as const),
      host: fc.constantFrom('a.example', 'b.example'),
      subdomains: fc.boolean(),
      port: fc.constantFrom(443, 8080),
    }),
  }),
  fc.record({
    kind: fc.constant('mount' as const),
    mount: fc.record({
      name: fc.constantFrom('a', 'b'),
      hostPath: fc.constantFrom('/x', '/y'),
      mode: fc.constantFrom('ro' as const, 'rw' as const),
    }),
  }),
  fc.constant({ kind: 'private-folder' as const }),
  fc.record({ kind: fc.constant('env' as const), key: fc.constantFrom('A', 'B') }),
  fc.record({
    kind: fc.constant('secret' as const),
    grant: fc.oneof(
      fc.record({ use: fc.constant('read' as const), name: fc.constantFrom('a', 'b') }),
      fc.record({
        use: fc.constant('header' as const),
        name: fc.constantFrom('a', 'b'),
        scheme: fc.constant('https' as const),
        host: fc.constantFrom('a.example', 'b.example'),
        port: fc.constant(443),
        header: fc.constantFrom('authorization', 'x-key'),
      }),
    ),
  }),
);

describe('permission set', () => {
  it('holds what was added last and nothing twice', () => {
    fc.assert(
      fc.property(fc.array(capability), capability, (before, added) => {
        const permission = addCapability(before.reduce(addCapability, NO_PERMISSION), added);
        const texts = listCapabilities(permission).map((c) => JSON.stringify(c));
        expect(texts).toContain(JSON.stringify(added));
        expect(new Set(texts).size).toBe(texts.length);
      }),
    );
  });

  it('has one secret in one field for one origin', () => {
    const put = (name: string, header?: string): Capability => ({
      kind: 'secret',
      grant: { use: 'header', name, scheme: 'https', host: 'a.test', port: 443, ...(header && { header }) },
    });
    const both = [put('first'), put('second', 'authorization'), put('third', 'x-key')];
    const permission = both.reduce(addCapability, NO_PERMISSION);
    expect(permission.secrets?.map(({ name }) => name)).toEqual(['second', 'third']);
    expect(both.reduce(removeCapability, permission)).toEqual(NO_PERMISSION);
  });

  it('loses what is removed and nothing else', () => {
    fc.assert(
      fc.property(fc.array(capability), capability, (before, removed) => {
        const permission = before.reduce(addCapability, NO_PERMISSION);
        const left = listCapabilities(removeCapability(permission, removed)).map((c) => JSON.stringify(c));
        const isSame = (c: Capability): boolean =>
          JSON.stringify(c) === JSON.stringify(removed) ||
          (c.kind === 'mount' && removed.kind === 'mount' && c.mount.name === removed.mount.name);
        const expected = listCapabilities(permission)
          .filter((c) => !isSame(c))
          .map((c) => JSON.stringify(c));
        expect(left).toEqual(expected);
      }),
    );
  });
});
