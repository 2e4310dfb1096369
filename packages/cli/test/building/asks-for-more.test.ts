import { parseManifest } from '@kami/registry';
import type { ToolManifest } from '@kami/types';
import { describe, expect, it } from 'vitest';
import { asksForMore } from '../../src/building/asks-for-more.ts';

function asking(...lines: readonly string[]): ToolManifest {
  const tool = '[tool]\nid = "local.a"\nname = "a"\nversion = "1.0.0"\nwasm = "a.wasm"\n[security]\n';
  const read = parseManifest(`${tool}${lines.join('\n')}`);
  if (!read.ok) throw new Error(read.error.message);
  return read.value;
}

describe('asksForMore', () => {
  it('is not so with the same, less, or lower limits', () => {
    const all = asking('net_allow_list = ["a.com", "b.com"]', 'env = ["A"]', 'max_memory_mb = 512');
    expect(asksForMore(all, all)).toBe(false);
    expect(asksForMore(all, asking('net_allow_list = ["b.com"]'))).toBe(false);
    expect(asksForMore(all, asking('max_memory_mb = 256'))).toBe(false);
    expect(asksForMore(asking(), asking('max_execution_ms = 10'))).toBe(false);
  });

  it.each([
    'net_allow_list = ["a.com"]',
    'fs_access = "read-only"',
    'fs_access = "sandbox"',
    'env = ["A"]',
    'secrets = ["A"]',
    'secrets_read = ["A"]',
    'max_memory_mb = 65',
    'max_concurrency = 5',
    'max_storage_mb = 65',
  ])('is so with %s', (line) => {
    expect(asksForMore(asking(), asking(line))).toBe(true);
  });

  it('is so with another way to ask for the same kind', () => {
    expect(asksForMore(asking('fs_access = "read-only"'), asking('fs_access = "sandbox"'))).toBe(true);
    expect(asksForMore(asking('secrets = ["A"]'), asking('secrets_read = ["A"]'))).toBe(true);
    const raised = asking('fs_access = "sandbox"', 'max_storage_mb = 100');
    expect(asksForMore(asking('fs_access = "sandbox"'), raised)).toBe(true);
  });
});
