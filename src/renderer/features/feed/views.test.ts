import { describe, expect, it } from 'vitest';
import type { FeedView } from '#contract/views.ts';
import { arrived, createFakeApi, createFakeTimers, refusal } from '#test/kit/fake-api.ts';
import { EVERYTHING_OPEN } from './feed-filter.ts';
import type { SavedView } from './view-model.ts';
import { BUILT_IN, entriesOf, nameOfShown, shownBy, viewOf } from './view-model.ts';
import { createViewsStore } from './views-store.ts';

const ME = 'local:ada';
const SHOWN = {
  filter: { ...EVERYTHING_OPEN, severity: ['HIGH'] as const, group: 'site' as const },
  sort: 'newest' as const,
};
const VIEW: FeedView = viewOf(SHOWN, ME);
const saved = (name: string, view: FeedView | null = VIEW): SavedView => ({
  name,
  saved_at: 1,
  saved_by: 'local:bo',
  view,
});

describe('a view', () => {
  it('brings back filter, order and grouping', () => {
    expect(shownBy(VIEW, ME)).toEqual(SHOWN);
  });

  it('of one’s own findings is everybody’s own', () => {
    const mine = viewOf({ ...SHOWN, filter: { ...SHOWN.filter, owner: ME } }, ME);
    expect(mine.owner).toBe('@me');
    expect(shownBy(mine, 'local:bo').filter.owner).toBe('local:bo');
    expect(shownBy(mine, null).filter.owner).toBe(''); // nobody's, not everybody's
    expect(viewOf(shownBy({ ...mine, owner: 'local:cy' }, ME), ME).owner).toBe('local:cy');
  });

  it('is named when it is what the feed shows, in whatever order its severities were chosen', () => {
    const two = { ...SHOWN, filter: { ...SHOWN.filter, severity: ['LOW', 'HIGH'] as const } };
    const other = viewOf({ ...two, filter: { ...two.filter, severity: ['HIGH', 'LOW'] } }, ME);
    expect(nameOfShown(two, [saved('Night', other)], ME)).toBe('Night');
    expect(nameOfShown(SHOWN, [], ME)).toBeNull();
    expect(nameOfShown({ filter: EVERYTHING_OPEN, sort: 'urgency' }, [], ME)).toBe('Everything open');
  });
});

describe('the list of views', () => {
  it('has the built-in ones first, finds by every word, and keeps those that cannot be read', () => {
    const views = [saved('Night shift'), saved('Later', null)];
    expect(entriesOf(views, '').map(({ kind }) => kind)).toEqual([
      ...BUILT_IN.map(() => 'built-in'),
      'saved',
      'unreadable',
    ]);
    expect(entriesOf(views, 'shift NI').map(({ name }) => name)).toEqual(['Night shift']);
  });
});

describe('the store of views', () => {
  function bench() {
    const timers = createFakeTimers();
    const fake = createFakeApi({
      'views.list': () => [saved('Night')],
      'views.save': () => ({ replaced: false }),
      'views.remove': () => ({ view: VIEW }),
    });
    const store = createViewsStore({ api: fake.api, after: timers.after });
    const stop = store.getState().start();
    return { ...fake, timers, stop, state: () => store.getState() };
  }

  it('hears when another window has changed them', async () => {
    const { state, push, inputsOf, stop, listening } = bench();
    await arrived();
    push('views.changed', {});
    expect(inputsOf('views.list')).toHaveLength(2);
    expect(state().saved).toHaveLength(1);
    stop();
    expect(listening()).toBe(0);
  });

  it('offers for a while to bring back what was removed', async () => {
    const { state, inputsOf, timers } = bench();
    await state().remove('Night');
    expect(state().message?.text).toBe('“Night” is removed.');
    state().message?.undo?.();
    expect(inputsOf('views.save')).toEqual([{ name: 'Night', view: VIEW, replace: false }]);
    await arrived();
    timers.run();
    expect(state().message).toBeNull();
  });

  it('says why a view was not saved, and keeps the list', async () => {
    const { state, answers } = bench();
    await arrived();
    answers['views.save'] = () => refusal('There is a view “Night” already.');
    expect(await state().save('Night', VIEW, false)).toBe(false);
    expect(state().fault?.message).toBe('There is a view “Night” already.');
    expect(state().saved).toHaveLength(1);
  });
});
