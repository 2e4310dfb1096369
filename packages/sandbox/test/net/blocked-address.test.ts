import { BlockList, isIP } from 'node:net';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseNetRule, type NetRule } from '@kami/types';
import { isBlockedAddress, isInNetwork, isReachableAddress, parseIpAddress } from '@kami/sandbox';

/** The special-purpose networks of the IANA registries, written down here independently. */
const SPECIAL: readonly (readonly [network: string, bits: number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['168.63.129.16', 32],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
  ['::', 3],
  ['4000::', 2],
  ['8000::', 1],
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
];
const lists = { ipv4: new BlockList(), ipv6: new BlockList() };
const family = (address: string): 'ipv4' | 'ipv6' => (address.includes(':') ? 'ipv6' : 'ipv4');
for (const [network, bits] of SPECIAL) lists[family(network)].addSubnet(network, bits, family(network));

const nearSpecial = fc
  .tuple(fc.constantFrom(...SPECIAL), fc.integer({ min: -2, max: 2 }), fc.boolean())
  .map(([[network, bits], by, end]) => {
    const { version, value } = parseIpAddress(network) ?? { version: 4, value: 0n };
    const width = version === 4 ? 32n : 128n;
    const moved = BigInt.asUintN(
      Number(width),
      value + (end ? 1n << (width - BigInt(bits)) : 0n) + BigInt(by),
    );
    return version === 4 ? toV4(moved) : toV6(moved);
  });
function toV4(value: bigint): string {
  return [24n, 16n, 8n, 0n].map((shift) => (value >> shift) & 255n).join('.');
}
function toV6(value: bigint): string {
  return Array.from({ length: 8 }, (_, index) =>
    ((value >> BigInt(112 - 16 * index)) & 0xffffn).toString(16),
  ).join(':');
}
function rule(text: string): NetRule {
  const parsed = parseNetRule(text);
  if (!parsed.ok) throw new Error(parsed.error);
  return parsed.value;
}

describe('parseIpAddress', () => {
  it('takes what Node takes as an address (zones apart), and nothing else', () => {
    const text = fc.oneof(
      fc.ipV4(),
      fc.ipV6(),
      fc.stringMatching(/^[0-9a-f:.]{0,20}$/),
      fc.string({ maxLength: 12 }),
    );
    fc.assert(
      fc.property(text, (address) => {
        expect(parseIpAddress(address) !== undefined).toBe(isIP(address) !== 0 && !address.includes('%'));
      }),
      { numRuns: 2000 },
    );
  });
  it('reads back what it was made from', () => {
    fc.assert(
      fc.property(fc.bigInt(0n, 2n ** 128n - 1n), (value) => {
        expect(parseIpAddress(toV6(value))).toEqual({ version: 6, value });
      }),
    );
    fc.assert(
      fc.property(fc.bigInt(0n, 2n ** 32n - 1n), (value) => {
        expect(parseIpAddress(toV4(value))).toEqual({ version: 4, value });
      }),
    );
    expect(parseIpAddress('::ffff:1.2.3.4')).toEqual({ version: 6, value: 0xffff_0102_0304n });
  });
});

describe('isInNetwork', () => {
  it('compares the leading bits of one version', () => {
    const at = (text: string) => parseIpAddress(text) ?? { version: 4 as const, value: 0n };
    expect(isInNetwork(at('10.1.2.3'), at('10.0.0.0'), 8)).toBe(true);
    expect(isInNetwork(at('11.1.2.3'), at('10.0.0.0'), 8)).toBe(false);
    expect(isInNetwork(at('::a01:203'), at('10.0.0.0'), 8)).toBe(false);
    expect(isInNetwork(at('11.1.2.3'), at('10.0.0.0'), 0)).toBe(true);
  });
});

describe('isBlockedAddress', () => {
  it('agrees with the BlockList of Node on every address', () => {
    fc.assert(
      fc.property(fc.oneof(fc.ipV4(), fc.ipV6(), nearSpecial), (address) => {
        expect(isBlockedAddress(address)).toBe(lists[family(address)].check(address, family(address)));
      }),
      { numRuns: 5000 },
    );
  });
  it.each([
    '127.0.0.1',
    '0.0.0.0',
    '::',
    '::1',
    '::ffff:127.0.0.1',
    '::ffff:8.8.8.8',
    '169.254.169.254',
    '168.63.129.16',
    '10.0.0.1',
    '64:ff9b::7f00:1',
    '2002:7f00:1::',
    '2001:0:0:1::1',
    'fe80::1',
    'fe80::1%eth0',
    'fc00::1',
    'ff02::1',
    'fec0::1',
    '',
    'localhost',
    '127.1',
    '1.2.3.4.5',
  ])('closes %s (35 to 38)', (address) => expect(isBlockedAddress(address)).toBe(true));
  it.each(['8.8.8.8', '1.1.1.1', '172.32.0.1', '2606:4700::1111', '2a00:1450::1'])(
    'leaves %s open',
    (address) => expect(isBlockedAddress(address)).toBe(false),
  );
});

describe('isReachableAddress', () => {
  it('opens a closed address only to the grant that names it', () => {
    expect(isReachableAddress(rule('http://127.0.0.1:80'), '127.0.0.1')).toBe(true);
    expect(isReachableAddress(rule('http://127.0.0.1:80'), '127.0.0.2')).toBe(false);
    expect(isReachableAddress(rule('http://[fd00::1]'), 'fd00:0::1')).toBe(true);
    expect(isReachableAddress(rule('http://[::ffff:127.0.0.1]'), '127.0.0.1')).toBe(false);
  });
  it('opens loopback, and nothing else, to localhost', () => {
    for (const address of ['127.0.0.1', '127.9.9.9', '::1'])
      expect(isReachableAddress(rule('localhost'), address)).toBe(true);
    for (const address of ['10.0.0.1', '169.254.169.254', '::', '0.0.0.0'])
      expect(isReachableAddress(rule('localhost'), address)).toBe(false);
  });
  it('never opens a closed address to a name or a wildcard, and any public one to all', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.ipV4(), fc.ipV6(), nearSpecial),
        fc.constantFrom('a.example', '*.a.example'),
        (address, host) => {
          expect(isReachableAddress(rule(host), address)).toBe(!isBlockedAddress(address));
        },
      ),
    );
  });
});
