import { describe, expect, it } from 'vitest';

import { changeEntry } from '../../src/connect/config-text.ts';
import { clientNames, findClient } from '../../src/connect/mcp-client.ts';

const command = { command: '/opt/node', args: ['kami.cjs', 'serve'] };

describe('findClient', () => {
  it.each(clientNames())('knows where %s looks and how a server stands there', (name) => {
    const found = findClient(name);
    if (!found.ok) throw new Error(found.error.message);
    const client = found.value;
    expect(client.name).toBe(name);
    const path = client.configPath('user', '/project');
    expect(path.ok && path.value).toMatch(/^(?:[A-Z]:)?[/\\].+\.(?:jsonc?|toml|yaml)$/u);
    const entry = client.entry('kami', command, 'user');
    expect(JSON.stringify(entry)).toMatch(/"\/opt\/node"[^]*"kami\.cjs"[^]*"serve"/u);
    const { format } = client;
    const serversPath = () => client.serversPath({});
    const written = changeEntry('', { format, file: name, serversPath, name: 'kami', entry });
    expect(written.ok && written.value).toContain('/opt/node');
  });

  it.each([
    ['gemini', 'gemini-cli'],
    ['codeium', 'windsurf'],
    ['Claude-Code', 'claude-code'],
    ['copilot', 'github-copilot-cli'],
  ])('takes %s for %s', (alias, name) => {
    expect(findClient(alias)).toMatchObject({ ok: true, value: { name } });
  });

  it.each(['__proto__', 'constructor', 'nothing', ''])('knows no client %j', (name) => {
    expect(findClient(name)).toMatchObject({ ok: false, error: { code: 'KAMI_USAGE' } });
  });
});

describe('a client', () => {
  it('has a file in the project, or says that it has none', () => {
    const [code, desktop] = [findClient('claude-code'), findClient('claude-desktop')];
    expect(code.ok && code.value.configPath('project', '/project')).toEqual({
      ok: true,
      value: '/project/.mcp.json',
    });
    expect(desktop.ok && desktop.value.configPath('project', '/project')).toMatchObject({
      ok: false,
      error: { code: 'KAMI_USAGE' },
    });
  });

  it('names the transport where its documentation does', () => {
    const [vscode, cursor] = [findClient('vscode'), findClient('cursor')];
    expect(vscode.ok && vscode.value.entry('kami', command, 'user')).toMatchObject({ type: 'stdio' });
    expect(cursor.ok && cursor.value.entry('kami', command, 'user')).toEqual(command);
  });

  it('of two layouts has the one that its file has', () => {
    const opencode = findClient('opencode');
    if (!opencode.ok) throw new Error(opencode.error.message);
    expect(opencode.value.serversPath({})).toEqual(['mcp']);
    expect(opencode.value.serversPath({ mcp: { servers: {} } })).toEqual(['mcp', 'servers']);
    expect(opencode.value.serversPath({ mcp: { servers: { type: 'local' } } })).toEqual(['mcp']);
  });
});
