import { parse } from 'smol-toml';
import { describe, expect, it } from 'vitest';
import { MARKER, secureManifest } from '../../src/build/manifest-section.ts';
import { uniteAsked } from '../../src/describe/asked.ts';

const head = '# mine\n[tool]\nname = "x" # kept\n';
const asked = uniteAsked([
  {
    requests: {
      net: ['GET a.example'],
      files: 'read-only',
      config: ['CITY'],
      secrets: ['KEY'],
      secretsRead: ['T'],
    },
    limits: { executionMs: 9000, isolation: 'process' },
  },
]);
const written = (text: string, parts = asked): string => {
  const secured = secureManifest(text, parts);
  return secured.ok ? secured.value.text : JSON.stringify(secured.error);
};

describe('secureManifest', () => {
  it('writes what is asked below the marker, keeps what stands above it, and changes nothing the second time', () => {
    const once = written(head);
    expect(once.startsWith(`${head}\n${MARKER}\n[security]\n`)).toBe(true);
    expect(once).toContain('net_allow_list = ["GET a.example"]');
    expect(parse(once)['security']).toEqual({
      net_allow_list: ['GET a.example'],
      env: ['CITY'],
      secrets: ['KEY'],
      secrets_read: ['T'],
      fs_access: 'read-only',
      max_execution_ms: 9000,
      isolation: 'process',
    });
    expect(written(once)).toBe(once);
    expect(parse(written(once, uniteAsked([])))['security']).toEqual({ fs_access: 'none' });
  });

  it('refuses to throw away what was written below the marker', () => {
    expect(written(`${written(head)}\n[mcp]\ntitle = "x"\n`)).toContain('[mcp] stands below the line');
  });

  it('compares a section that was written by hand, and leaves it as it is', () => {
    const byHand = `${head}[security]\nnet_allow_list = ["GET a.example", "b.example"]\nfs_access = "sandbox"\nenv = ["CITY"]\n`;
    const failure = written(byHand);
    expect(failure).toContain('secrets = [\\"KEY\\"]');
    expect(failure).toContain('max_execution_ms = 9000');
    expect(failure).not.toContain('net_allow_list');
    const plain = uniteAsked([
      { requests: { net: ['GET a.example'], files: 'read-only', config: ['CITY'] } },
    ]);
    expect(secureManifest(byHand, plain)).toEqual({
      ok: true,
      value: {
        text: byHand,
        warnings: [
          '[security] net_allow_list asks for what the code does not request',
          '[security] fs_access asks for what the code does not request',
        ],
      },
    });
  });

  it('refuses a text that is no TOML', () => {
    expect(secureManifest('[tool', asked)).toMatchObject({ ok: false, error: { stage: 'config' } });
  });
});
