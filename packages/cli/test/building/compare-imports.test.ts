import type { RequestedSecurity } from '@kami/types';
import { describe, expect, it } from 'vitest';
import { compareImports } from '../../src/building/compare-imports.ts';

const NOTHING: RequestedSecurity = { net: [], fsAccess: 'none', env: [], secrets: [] };
const NET = {
  ...NOTHING,
  net: [{ scheme: 'https', host: 'a.com', subdomains: false, port: 443, methods: [] }],
} as const;

describe('compareImports', () => {
  it.each([
    ['kami:host/http@0.1.0', 'network', 'net_allow_list = ["api.example.com"]'],
    ['wasi:http/outgoing-handler@0.2.6', 'network', 'net_allow_list'],
    ['kami:host/files@0.1.0', 'files', 'fs_access = "read-only"'],
    ['wasi:filesystem/preopens@0.2.6', 'files', 'fs_access'],
    ['wasi:config/store@0.2.0-draft', 'environment', 'env = ["NAME"]'],
    ['wasi:cli/environment@0.2.6', 'environment', 'env'],
    ['kami:host/secrets@0.1.0', 'secrets', 'secrets_read = ["NAME"]'],
  ])('refuses %s where nobody asks for %s', (name, capability, line) => {
    const { errors, warnings } = compareImports([name], NOTHING);
    expect(warnings).toEqual([]);
    expect(errors).toHaveLength(1);
    expect(errors[0]).toContain(`imports ${capability} (${name})`);
    expect(errors[0]).toContain(line);
  });

  it('warns where a language’s own runtime links it', () => {
    const runtime = ['wasi:cli/stdout@0.2.6', 'wasi:filesystem/types@0.2.6', 'wasi:cli/environment@0.2.6'];
    const { errors, warnings } = compareImports(runtime, NOTHING);
    expect(errors).toEqual([]);
    expect(warnings).toHaveLength(2);
    expect(compareImports([...runtime, 'wasi:http/types@0.2.6'], NOTHING).errors).toHaveLength(1);
    expect(compareImports([...runtime, 'kami:host/files@0.1.0'], NOTHING).errors).toHaveLength(1);
  });

  it('lets clocks and random numbers be', () => {
    const both = ['wasi:clocks/wall-clock@0.2.6', 'wasi:random/random@0.2.6', 'kami:host/log@0.1.0'];
    expect(compareImports(both, NOTHING)).toEqual({ errors: [], warnings: [] });
  });

  it('warns of what is asked for and not imported, and of nothing where both agree', () => {
    const asked = { ...NET, fsAccess: 'sandbox', env: ['A'], secrets: ['B'], secretsRead: ['C'] } as const;
    expect(compareImports([], asked).warnings).toHaveLength(5);
    const all = [
      'kami:host/http@0.1.0',
      'kami:host/files@0.1.0',
      'wasi:config/store@0.2.0-draft',
      'kami:host/secrets@0.1.0',
    ];
    expect(compareImports(all, asked)).toEqual({ errors: [], warnings: [] });
  });
});
