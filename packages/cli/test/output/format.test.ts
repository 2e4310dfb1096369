import { deriveManifest } from '@kami/registry';
import { NO_PERMISSION } from '@kami/types';
import { describe, expect, it } from 'vitest';
import { formatPermission, formatRequests, formatSize } from '../../src/output/format.ts';
import { outcomeText } from '../../src/output/outcome-text.ts';
import { formatTable } from '../../src/output/table.ts';

describe('formatSize', () => {
  it.each([
    [0, '0 B'],
    [1023, '1023 B'],
    [1024, '1.00 KiB'],
    [1_100_000, '1.05 MiB'],
    [5 * 2 ** 40, '5.12e+3 GiB'],
  ])('%i is %s', (bytes, text) => {
    expect(formatSize(bytes)).toBe(text);
  });
});

describe('formatPermission', () => {
  it('shows each grant in the form that kami grant takes', () => {
    const rule = {
      methods: ['GET'],
      scheme: 'https',
      host: 'example.com',
      subdomains: true,
      port: 443,
    } as const;
    const permission = {
      net: [rule],
      mounts: [{ name: 'docs', hostPath: '/srv/docs', mode: 'ro' as const }],
      privateFolder: true,
      env: ['KEY'],
    };
    expect(formatPermission(permission)).toEqual([
      'net=GET *.example.com',
      'fs=docs=/srv/docs:ro',
      'private-folder',
      'env=KEY',
    ]);
    expect(formatPermission(NO_PERMISSION)).toEqual([]);
  });
});

describe('formatRequests', () => {
  it('names what is asked for, limits above the default among it', () => {
    const manifest = deriveManifest('probe');
    if (!manifest.ok) throw new Error(manifest.error.message);
    const { limits, security } = manifest.value;
    expect(formatRequests(manifest.value)).toEqual([]);
    const asking = { ...manifest.value, security: { ...security, env: ['KEY'] } };
    expect(formatRequests({ ...asking, limits: { ...limits, maxMemoryMb: 65, maxOutputKb: 1 } })).toEqual([
      'environment: KEY',
      'limit: max_memory_mb 65',
    ]);
  });
});

describe('formatTable', () => {
  it('aligns columns and leaves no trailing blanks', () => {
    expect(
      formatTable(
        ['A', 'LONG', 'C'],
        [
          ['xxx', 'y', 'z'],
          ['x', 'y', ''],
        ],
      ),
    ).toEqual(['A    LONG  C', 'xxx  y     z', 'x    y']);
  });
});

describe('outcomeText', () => {
  it('prints text and names what is no text', () => {
    const text = outcomeText({
      isError: false,
      content: [
        { type: 'text', text: 'hello' },
        { type: 'image', data: 'AAAA', mimeType: 'image/png' },
        { type: 'resource_link', uri: 'https://e.x', name: 'e' },
        { type: 'resource', resource: { uri: 'a:b', text: 'inside' } },
        { type: 'resource', resource: { uri: 'a:c', blob: 'AA==' } },
      ],
    });
    expect(text.split('\n')).toEqual([
      'hello',
      '[image image/png, 3 bytes: use --json for the data]',
      '[link e: https://e.x]',
      'inside',
      '[resource a:c: use --json for the data]',
    ]);
  });
});
