import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LOOPBACK_HOSTS, sourceProblem } from '../../src/exchange/check-source.ts';

const hosts = new Set([...LOOPBACK_HOSTS, 'kami.example']);
const problem = (host: readonly string[], origin: readonly string[] = []) =>
  sourceProblem({ host: [...host], origin: [...origin] }, hosts);

describe('sourceProblem', () => {
  it.each(['localhost', 'LOCALHOST:1', '127.0.0.1:8642', '[::1]:8642', 'kami.example'])(
    'takes the host %s',
    (host) => {
      expect(problem([host])).toBeUndefined();
      expect(problem([host], [`http://${host.toLowerCase()}`])).toBeUndefined();
    },
  );

  it('refuses no host, two, and any other', () => {
    for (const host of [
      [],
      ['localhost', 'localhost'],
      ['evil.example'],
      ['localhost.'],
      [''],
      ['localhost:'],
    ])
      expect(problem(host), host.join('|')).toBeDefined();
  });

  it('refuses every host but those that it knows', () => {
    fc.assert(
      fc.property(fc.oneof(fc.domain(), fc.ipV4(), fc.ipV6(), fc.string(), fc.webAuthority()), (host) => {
        const name = host.toLowerCase().replace(/:\d{1,5}$/u, '');
        if (!hosts.has(name)) expect(problem([host])).toBeDefined();
      }),
    );
  });

  it('refuses every origin but those that it knows', () => {
    const origin = fc.oneof(
      fc.webUrl(),
      fc.string(),
      fc.constantFrom('null', 'http://localhost/', 'http://localhost:80'),
    );
    fc.assert(
      fc.property(origin, (text) => {
        expect(problem(['localhost'], [text])).toBeDefined();
      }),
    );
    expect(problem(['localhost'], ['http://localhost', 'http://evil.example'])).toBeDefined();
  });
});
