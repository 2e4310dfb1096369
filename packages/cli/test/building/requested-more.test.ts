import { parseManifest } from '@kami/registry';
import type { ToolManifest } from '@kami/types';
import { describe, expect, it } from 'vitest';
import { requestedMore } from '../../src/building/requested-more.ts';

function asking(...lines: readonly string[]): ToolManifest {
  const tool = '[tool]\nid = "local.a"\nname = "a"\nversion = "1.0.0"\nwasm = "a.wasm"\n[security]\n';
  const read = parseManifest(`${tool}${lines.join('\n')}`);
  if (!read.ok) throw new Error(read.error.message);
  return read.value;
}

describe('requestedMore', () => {
  it('is nothing for the same, less, or lower limits', () => {
    const all = asking('net_allow_list = ["a.com", "b.com"]', 'env = ["A"]', 'max_memory_mb = 512');
    expect(requestedMore(all, all)).toEqual([]);
    expect(requestedMore(all, asking('net_allow_list = ["b.com"]'))).toEqual([]);
    expect(requestedMore(all, asking('max_memory_mb = 256'))).toEqual([]);
    expect(requestedMore(asking(), asking('max_execution_ms = 10'))).toEqual([]);
  });

  it.each([
    ['net_allow_list = ["a.com"]', 'network'],
    ['fs_access = "read-only"', 'files'],
    ['fs_access = "sandbox"', 'files'],
    ['env = ["A"]', 'environment'],
    ['secrets = ["A"]', 'secret'],
    ['secrets_read = ["A"]', 'secret'],
    ['max_memory_mb = 65', 'limit'],
    ['max_concurrency = 5', 'limit'],
    ['max_storage_mb = 65', 'limit'],
  ])('says what %s adds', (line, word) => {
    const more = requestedMore(asking(), asking(line));
    expect(more).toHaveLength(1);
    expect(more[0]).toContain(word);
  });

  it('is something for another way to ask for the same kind', () => {
    expect(requestedMore(asking('fs_access = "read-only"'), asking('fs_access = "sandbox"'))).toHaveLength(1);
    expect(requestedMore(asking('secrets = ["A"]'), asking('secrets_read = ["A"]'))).toHaveLength(1);
    const raised = asking('fs_access = "sandbox"', 'max_storage_mb = 100');
    expect(requestedMore(asking('fs_access = "sandbox"'), raised)).toHaveLength(1);
  });
});
