import { expect, it } from 'vitest';
import type { LinkState } from '#contract/link.ts';
import { briefly, troubleOf } from './link-text.ts';

const link = (more: Partial<LinkState>): LinkState => ({
  ...{ address: 'ops:7416', name: 'OPS-1', code: 'KNOWN', state: 'CONNECTED', since: 0, retry_at: null },
  ...{ reason: null, shown_code: null, kept: 0 },
  ...more,
});
const said = (more: Partial<LinkState>) => {
  const trouble = troubleOf(link(more), '02:10', 'What you see is of 02:09.');
  return trouble === null ? null : [trouble.what, ...trouble.more].join(' ');
};

it('says nothing while all is well, and who it is in the top bar', () => {
  expect(said({})).toBeNull();
  expect(briefly(link({}))).toBe('Attached to OPS-1');
  expect(briefly(link({ name: null }))).toBe('Attached to ops:7416');
});

it('says since when the connection is lost, how old the screen is, and what becomes of actions', () => {
  const text = said({ state: 'LOST', reason: 'nobody listens there', kept: 1 });
  expect(text).toContain('The connection to OPS-1 is lost since 02:10.');
  expect(text).toContain('What you see is of 02:09.');
  expect(text).toContain('not done');
  expect(text).toContain('1 action was on its way');
  expect(text).toContain('Reason: nobody listens there.');
});

it('shows both codes where another certificate is shown, and what to do', () => {
  const text = said({ state: 'CHANGED', shown_code: 'OTHER' });
  expect(text).toContain('Trusted code KNOWN. Shown now: OTHER.');
  expect(text).toContain('detach this workstation');
});

it('repeats why the engine does not take this workstation, with one full stop', () => {
  expect(said({ state: 'REFUSED', reason: 'Both need the same.' })).toContain('Reason: Both need the same. ');
});
