import { describe, expect, it } from 'vitest';

import { countRequired, formatReport } from './format-report.ts';
import { parseSummary } from './parse-summary.ts';

const printed = `=== Running scenario: ping ===
✓ not-the-summary: 9 passed, 0 failed

=== SUMMARY ===
✓ ping: 2 passed, 0 failed
✗ tools-call: 1 passed, 3 failed
✗ tasks: 0 passed, 1 failed
✓ polling: 1 passed, 0 failed

Total: 4 passed, 4 failed

Not scored for 2026-07-28: 2 scenario(s) run, 1 failing. These do not affect conformance.
  ✗ tasks (extension)
  ✓ polling (pending)
`;

const scenarios = [
  { name: 'ping', passed: 2, failed: 0 },
  { name: 'tools-call', passed: 1, failed: 3 },
  { name: 'tasks', passed: 0, failed: 1, unscored: 'extension' },
  { name: 'polling', passed: 1, failed: 0, unscored: 'pending' },
];

describe('parseSummary', () => {
  it('reads each scenario, and which do not count', () => {
    expect(parseSummary(printed)).toEqual(scenarios);
  });

  it('throws where the suite ran nothing', () => {
    expect(() => parseSummary('Error: no such host')).toThrow('no such host');
    expect(() => parseSummary('=== SUMMARY ===\n')).toThrow('ran nothing');
  });
});

describe('the report', () => {
  it('counts what is required, and lists all', () => {
    expect(countRequired(scenarios)).toEqual({ passed: 1, total: 2 });
    const report = formatReport('0.2.0', [{ revision: '2026-07-28', scenarios }]);
    expect(report).toContain('## 2026-07-28\n\n1 of 2 required scenarios pass.');
    expect(report).toContain('| tasks | no: extension | 0 | 1 |');
  });
});
