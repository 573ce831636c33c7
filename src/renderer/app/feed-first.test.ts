import { expect, it } from 'vitest';
import { whyNotHere } from './feed-first.ts';
import { createViewStore } from './view-store.ts';

it('says where to go first when a finding cannot be seen, and nothing where it can', () => {
  const view = createViewStore({ getItem: () => null, setItem: () => undefined });
  expect(whyNotHere({ view })).toBeNull();
  view.getState().go('baselines');
  expect(whyNotHere({ view })).toContain('Go to the feed first');
});
