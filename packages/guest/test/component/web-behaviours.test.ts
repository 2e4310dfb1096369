import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { groups } from '../behaviours/index.ts';
import { loadComponent, type LoadedComponent } from './load-component.ts';
import { createStubHost } from './stub-host.ts';

let component: LoadedComponent;
beforeAll(async () => {
  component = await loadComponent('web-behaviours');
}, 60_000);
afterAll(() => component.close());

/** What each behaviour of a group failed with, inside a fresh instance of the component. */
function failuresInside(group: string): unknown {
  const instance = component.instantiate(createStubHost().imports);
  const [content] = instance.call('behaviours', JSON.stringify({ group })).content;
  return JSON.parse(String(content?.content.val));
}

describe('the behaviours of the web platform', () => {
  it('are as many as are promised, each said once', () => {
    const all = Object.values(groups).flat();
    expect(all.length).toBeGreaterThanOrEqual(200);
    const names = all.map(({ section, says }) => `${section}: ${says}`);
    expect(new Set(names).size).toBe(names.length);
  });

  describe.each(Object.entries(groups))('%s', (group, behaviours) => {
    let failures: unknown;
    beforeAll(() => {
      failures = failuresInside(group);
    });

    it.each(behaviours)('$section: $says', ({ says }) => {
      expect(failures).not.toHaveProperty([says]);
    });
  });
});

/** Where Node does something else than the standard says. */
const otherInNode = new Set(['refuses a time that is none']);

const withoutNetwork = Object.values(groups).flatMap((group) => (group === groups['fetching'] ? [] : group));

describe('the table of behaviours', () => {
  // A program that asks for what the standard does not have would fail in an engine that follows it.
  it.each(withoutNetwork.filter(({ says }) => !otherInNode.has(says)))(
    'is right by Node: $section: $says',
    async ({ program }) => {
      await program();
    },
  );
});
