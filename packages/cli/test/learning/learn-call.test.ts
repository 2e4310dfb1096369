import type { Denial } from '@kami/sandbox';
import { kamiError, ok, type Capability, type Permission } from '@kami/types';
import { describe, expect, it } from 'vitest';
import { learnCall, MAX_STARTS, type LearningPorts, type StartCall } from '../../src/learning/learn-call.ts';
import { learnedGrant } from '../../src/learning/learned-grant.ts';
import { loggingDenials } from '../../src/learning/logging-denials.ts';
import type { ToolHost } from '@kami/runtime';
import { toolWith } from './sample-tool.ts';

const tool = toolWith('[security]\nenv = ["A", "B", "C"]\nfs_access = "read-only"');
const report = { outcome: { content: [], isError: false }, denials: [], durationMs: 1 };
const variable = (key: string): Denial => ({
  what: `to read the environment variable ${key}`,
  rule: 'env.not-granted',
  wanted: { kind: 'env', key },
});

/** A call that is denied each variable that it is not given. */
function calling(keys: readonly string[]) {
  const starts: { readonly env: readonly string[]; readonly granted: readonly string[] }[] = [];
  const start: StartCall = ({ permission }, granted, onDenial) => {
    starts.push({ env: permission.env, granted: granted.env });
    for (const key of keys) if (!permission.env.includes(key)) onDenial(variable(key));
    return Promise.resolve(ok(report));
  };
  return { start, starts };
}

function answering(answers: readonly (string | undefined)[]) {
  const told: string[] = [];
  const kept: Capability[][] = [];
  const left = [...answers];
  const ports: LearningPorts = {
    openQuestioner: () => ({
      tell: (line) => void told.push(line),
      ask: (question) => {
        told.push(question);
        return Promise.resolve(left.shift());
      },
      [Symbol.dispose]: () => undefined,
    }),
    grant: (texts, capabilities) => {
      kept.push([...capabilities]);
      const env = texts.map((text) => text.replace('env=', ''));
      return Promise.resolve(ok<Permission>({ ...tool.permission, env }));
    },
    resolve: (text) =>
      Promise.resolve(
        text === 'fs=x=/bad'
          ? { ok: false, error: kamiError('KAMI_USAGE', 'There is no such folder.') }
          : ok([text.startsWith('env=') ? { kind: 'env', key: text.slice(4) } : { kind: 'private-folder' }]),
      ),
  };
  return { ports, told, kept };
}

describe('learnCall', () => {
  it('starts again with what was allowed, and keeps what was allowed for good in one change', async () => {
    const { start, starts } = calling(['A', 'B', 'C']);
    const { ports, kept } = answering(['o', 'a', 'always']);
    expect(await learnCall(ports, tool, start)).toEqual(ok(report));
    expect(kept).toEqual([
      [
        { kind: 'env', key: 'B' },
        { kind: 'env', key: 'C' },
      ],
    ]);
    expect(starts).toEqual([
      { env: [], granted: [] },
      { env: ['A', 'B', 'C'], granted: ['B', 'C'] },
    ]);
  });

  it('asks once about each, and nothing more after that was said', async () => {
    const { start, starts } = calling(['A', 'B', 'C']);
    const { ports, kept } = answering(['o', 'n']);
    await learnCall(ports, tool, start);
    expect(starts.map(({ env }) => env)).toEqual([[], ['A']]);
    expect(kept).toEqual([]);
  });

  it('grants nothing of a round in which the person left', async () => {
    const { start, starts } = calling(['A', 'B']);
    const { ports, kept } = answering(['a', undefined]);
    expect(await learnCall(ports, tool, start)).toMatchObject({
      ok: false,
      error: { code: 'KAMI_CANCELLED' },
    });
    expect(kept).toEqual([]);
    expect(starts).toHaveLength(1);
  });

  it('does not ask about what was asked before, and ends', async () => {
    let count = 0;
    const { ports } = answering(Array.from({ length: 100 }, () => 'o'));
    const endless: StartCall = (_tool, _granted, onDenial) => {
      count += 1;
      onDenial({
        what: `x${count}`,
        rule: 'fs.no-mount',
        wanted: { kind: 'folder', path: `/mnt/x${count}`, write: false },
      });
      return Promise.resolve(ok(report));
    };
    const folders = { ...ports, openQuestioner: () => answering(['o', '/srv']).ports.openQuestioner() };
    await learnCall(folders, tool, endless);
    expect(count).toBe(MAX_STARTS);
  });

  it('asks for another folder where one cannot be lent, and says what no grant can allow', async () => {
    const { ports, told } = answering(['o', '/bad', '']);
    const start: StartCall = (_tool, _granted, onDenial) => {
      onDenial({
        what: 'to use /mnt/x/1',
        rule: 'r',
        wanted: { kind: 'folder', path: '/mnt/x/1', write: false },
      });
      onDenial({ what: 'to open a socket', rule: 's' });
      return Promise.resolve(ok(report));
    };
    await learnCall(ports, tool, start);
    expect(told.join('\n')).toContain('There is no such folder.');
    expect(told.join('\n')).toContain('No grant can allow it.');
  });
});

describe('learnedGrant', () => {
  it('is the narrowest that the manifest allows', () => {
    const asking = toolWith('[security]\nnet_allow_list = ["a.test"]');
    const wanted = { kind: 'net', method: 'GET', target: 'a.test' } as const;
    expect(learnedGrant(asking, { what: 'x', rule: 'r', wanted })).toEqual({
      grant: 'net=GET a.test',
      needsFolder: false,
      meaning: 'requests with GET to a.test, any path',
    });
    expect(learnedGrant(tool, { what: 'x', rule: 'r', wanted, beyondManifest: true }).meaning).toContain(
      'kami policy suggest probe',
    );
  });
});

describe('loggingDenials', () => {
  it('says each denial once and passes it on', async () => {
    const lines: string[] = [];
    const heard: Denial[] = [];
    const call: ToolHost['call'] = ({ onDenial }) => {
      onDenial?.(variable('A\u001b[2J'));
      return Promise.resolve(ok(report));
    };
    const ask = call as unknown as ToolHost['ask'];
    const host = loggingDenials({ call, ask } as unknown as ToolHost, {
      log: (_level, text) => void lines.push(text),
    });
    const request = { tool, onDenial: (denial: Denial) => heard.push(denial) } as unknown as Parameters<
      ToolHost['call']
    >[0];
    await host.call(request);
    await host.ask(request as unknown as Parameters<ToolHost['ask']>[0]);
    expect(lines).toHaveLength(1);
    expect(lines[0]).not.toContain('\u001b');
    expect(heard).toHaveLength(2);
  });
});
