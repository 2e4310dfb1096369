import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatNetRule, parseNetRule, type NetRule } from '@kami/types';
import { matchNetRules } from '@kami/sandbox';

function rules(...texts: string[]): NetRule[] {
  return texts.map((text) => {
    const rule = parseNetRule(text);
    if (!rule.ok) throw new Error(rule.error);
    return rule.value;
  });
}
const allows = (rule: string, url: string, method = 'GET'): boolean =>
  matchNetRules(rules(rule), method, url) !== undefined;

describe('matchNetRules', () => {
  it.each([
    ['an unlisted host', 'good.example.com', 'https://other.example.com/'],
    ['a wrong port', 'good.example.com', 'https://good.example.com:8443/'],
    ['a wrong scheme', 'good.example.com', 'http://good.example.com/'],
    ['a wrong scheme on the granted port', 'good.example.com', 'http://good.example.com:443/'],
    ['a name that only ends alike', '*.example.com', 'https://evil-example.com/'],
    ['the domain itself under a wildcard', '*.example.com', 'https://example.com/'],
    ['an empty label under a wildcard', '*.example.com', 'https://.example.com/'],
    ['the name as a prefix', '*.example.com', 'https://example.com.evil.test/'],
    ['userinfo', 'good.example.com', 'https://u:p@good.example.com/'],
    ['a user alone', 'good.example.com', 'https://u@good.example.com/'],
    ['a decimal address', 'good.example.com', 'https://2130706433/'],
    ['a hexadecimal address', 'good.example.com', 'https://0x7f.1/'],
    ['an address in an address', '127.0.0.1', 'https://[::ffff:127.0.0.1]/'],
    ['the zero address', '127.0.0.1', 'https://0/'],
    ['a zone id', '[fe80::1]', 'https://[fe80::1%25eth0]/'],
    ['a Cyrillic letter', 'example.com', 'https://ex\u0430mple.com/'],
    ['a scheme that is not of the web', 'good.example.com', 'ftp://good.example.com/'],
    ['no URL', 'good.example.com', 'good.example.com'],
    ['two dots at the end', 'good.example.com', 'https://good.example.com../'],
  ])('denies %s', (_case, rule, url) => {
    expect(allows(rule, url)).toBe(false);
  });

  it.each([
    ['a trailing dot', 'good.example.com', 'https://good.example.com./x'],
    ['upper case', 'good.example.com', 'https://GOOD.example.COM/'],
    ['the default port written out', 'good.example.com', 'https://good.example.com:443/'],
    ['a deep name under a wildcard', '*.example.com', 'https://a.b.example.com/'],
    [
      'full-width digits and dots, as the address they are',
      '127.0.0.1',
      'https://\uff11\uff12\uff17\u30020.0.1/',
    ],
    ['another spelling of a granted address', '127.0.0.1', 'https://0x7f.1/'],
    ['an IPv6 address in another spelling', '[::1]', 'https://[0:0:0:0:0:0:0:1]/'],
    ['http when the rule says so', 'http://good.example.com', 'http://good.example.com/'],
  ])('allows %s', (_case, rule, url) => {
    expect(allows(rule, url)).toBe(true);
  });

  it('honours methods exactly, and gives the rule that matched', () => {
    expect(allows('GET,HEAD good.example.com', 'https://good.example.com/', 'HEAD')).toBe(true);
    expect(allows('GET,HEAD good.example.com', 'https://good.example.com/', 'POST')).toBe(false);
    expect(allows('GET good.example.com', 'https://good.example.com/', 'get')).toBe(false);
    const both = rules('GET a.example.com', 'a.example.com');
    expect(matchNetRules(both, 'POST', 'https://a.example.com/')).toBe(both[1]);
  });

  it('denies everything without rules', () => {
    fc.assert(
      fc.property(fc.webUrl(), (url) => {
        expect(matchNetRules([], 'GET', url)).toBeUndefined();
      }),
    );
  });

  it('allows an origin exactly when the rule is that origin, or a wildcard of it', () => {
    const name = fc.domain();
    fc.assert(
      fc.property(
        name,
        name,
        fc.integer({ min: 1, max: 65_535 }),
        fc.boolean(),
        (one, other, port, subdomains) => {
          const text = `${subdomains ? '*.' : ''}${one}:${port}`;
          expect(allows(text, `https://${one}:${port}/p`)).toBe(!subdomains);
          expect(allows(text, `https://a.${one}:${port}/p`)).toBe(subdomains);
          expect(allows(text, `https://${other}:${port}/p`)).toBe(
            subdomains ? other.endsWith(`.${one}`) : other === one,
          );
          expect(formatNetRule(rules(text)[0] ?? (rules('x.example')[0] as NetRule))).toBe(
            port === 443 ? text.replace(/:443$/, '') : text,
          );
        },
      ),
    );
  });
});
