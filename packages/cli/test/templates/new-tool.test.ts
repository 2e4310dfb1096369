import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseToolId, parseToolName } from '@kami/types';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { fillFileName, fillText } from '../../src/templates/fill-template.ts';
import { hasProgram, missingPrograms } from '../../src/templates/find-program.ts';
import { DEFAULT_LANGUAGE, LANGUAGE_NAMES, languageOf } from '../../src/templates/language.ts';
import { nameNewTool, shownFolder } from '../../src/templates/new-tool.ts';
import { nextSteps } from '../../src/templates/next-steps.ts';
import { findPackageInstaller } from '../../src/templates/find-package-installer.ts';

const bin = mkdtempSync(join(tmpdir(), 'kami-bin-'));
writeFileSync(join(bin, 'yarn'), '#!/bin/sh\n');
chmodSync(join(bin, 'yarn'), 0o755);
writeFileSync(join(bin, 'npm'), 'not executable');
mkdirSync(join(bin, 'bun'));
afterAll(() => rmSync(bin, { recursive: true, force: true }));

describe('nameNewTool', () => {
  it('takes the name of the folder', () => {
    expect(nameNewTool('tools/word-count')).toEqual({
      ok: true,
      value: { folder: resolve('tools/word-count'), name: 'word-count', id: 'local.word-count' },
    });
    expect(nameNewTool('hello', 'com.example.hello')).toMatchObject({ value: { id: 'com.example.hello' } });
  });

  it.each([
    ['My Tool', 'kami init my-tool'],
    ['tools/Wörter', 'kami init tools/w-rter'],
    ['2fast', 'kami init fast'],
    ['???', 'kami init hello'],
    ['.', 'kami init hello'],
    ['/', 'kami init hello'],
  ])('suggests a name for %s', (given, hint) => {
    const named = nameNewTool(given);
    expect(named.ok ? undefined : named.error.hint).toContain(hint);
  });

  it('refuses an id that is none', () => {
    expect(nameNewTool('hello', 'hello').ok).toBe(false);
  });

  it('gives a valid name and id, or suggests a valid name', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-zA-Z0-9 _-]{1,60}$/u), (text) => {
        const named = nameNewTool(text);
        if (named.ok) expect(parseToolName(named.value.name).ok && parseToolId(named.value.id).ok).toBe(true);
        else expect(parseToolName(/kami init (.*)$/u.exec(named.error.hint ?? '')?.[1] ?? '').ok).toBe(true);
      }),
    );
  });
});

describe('what a template is filled with', () => {
  it('is put wherever its placeholder stands', () => {
    const filling = { name: 'a-b', id: 'local.a-b', version: '1.0.0' };
    expect(fillText('__NAME__-__NAME_SNAKE__-__ID__-__KAMI_VERSION__-__OTHER__', filling)).toBe(
      'a-b-a_b-local.a-b-1.0.0-__OTHER__',
    );
    expect(fillFileName('_gitignore', filling)).toBe('.gitignore');
    expect(fillFileName('__NAME__.c', filling)).toBe('a-b.c');
  });
});

describe('programs', () => {
  it('are files on the path that may be run', () => {
    expect(hasProgram('yarn', `/nowhere:${bin}`)).toBe(true);
    expect(missingPrograms(['yarn', 'npm', 'bun', 'cargo'], bin)).toEqual(['npm', 'bun', 'cargo']);
  });

  it.each([
    [{ npm_config_user_agent: 'pnpm/12.0.0 node/v26' }, 'pnpm'],
    [{ PATH: bin }, 'yarn'],
    [{ npm_config_user_agent: 'other/1', PATH: '' }, 'npm'],
  ])('of packages in %j: %s', (env, manager) => expect(findPackageInstaller(env)).toBe(manager));
});

describe('nextSteps', () => {
  it('installs packages where there are some', () => {
    expect(nextSteps('ts', 'hello', ['package.json'], { PATH: bin })).toEqual({
      commands: ['cd hello', 'yarn install', 'kami build', 'kami run . name=Ada', 'kami dev'],
      missing: [],
    });
  });

  it('says how what is missing is installed, and quotes the folder', () => {
    const { commands, missing } = nextSteps('rust', "it's", [], { PATH: '' });
    expect(commands[0]).toBe(String.raw`cd 'it'\''s'`);
    expect(commands).not.toContain('npm install');
    expect(commands).toContain('rustup target add wasm32-unknown-unknown');
    expect(missing).toEqual([expect.stringMatching(/^Rust needs cargo, .*rustup/u)]);
  });

  it('knows of every language how what it needs is installed', () => {
    expect(LANGUAGE_NAMES).toContain(DEFAULT_LANGUAGE);
    const silent = LANGUAGE_NAMES.map(languageOf).filter(
      ({ programs, install }) => programs.length > 0 && install === undefined,
    );
    expect(silent).toEqual([]);
  });
});

describe('shownFolder', () => {
  it('is as it is typed from here', () => {
    expect(shownFolder(resolve('a/b'))).toBe(join('a', 'b'));
    expect(shownFolder(resolve('../b'))).toBe(resolve('../b'));
  });
});
