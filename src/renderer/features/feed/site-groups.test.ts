import { describe, expect, it } from 'vitest';
import { findingRow } from '#test/kit/finding-row.ts';
import { siteGroup } from '#test/kit/site-group.ts';
import { EVERYTHING_OPEN } from './feed-filter.ts';
import { firstPage, type Placement } from './live-rows.ts';
import type { SiteGroups } from './site-groups.ts';
import {
  compareGroups,
  departedIn,
  isHead,
  itemsOf,
  NO_GROUPS,
  renewGroups,
  settleGroups,
  takeRows,
  waitingIn,
} from './site-groups.ts';

const NOW = Date.UTC(2026, 10, 22, 3);
const PLACEMENT: Placement = {
  filter: { ...EVERYTHING_OPEN, group: 'site' },
  sort: 'urgency',
  now: NOW,
  lastVisible: -1,
};
const asked = (...keys: string[]) => new Set(keys);
const withRows = (groups: SiteGroups, site: string, ...ids: string[]): SiteGroups => ({
  ...groups,
  open: new Map([
    ...groups.open,
    [
      site,
      firstPage(
        ids.map((id) => findingRow(id, { site })),
        null,
      ),
    ],
  ]),
});
const TWO: SiteGroups = {
  ...NO_GROUPS,
  list: [siteGroup('RB-01', { urgency: 19 }), siteGroup('KT-07', { urgency: 18 })],
};
const drawn = (groups: SiteGroups) =>
  itemsOf(groups, new Map()).map((item) =>
    isHead(item) ? `${item.group.site} ${item.group.total}` : `- ${item.row.id}`,
  );

describe('the headers of the sites', () => {
  it('take new numbers where they stand, and the ones that were not asked about keep theirs', () => {
    const groups = renewGroups(TWO, [siteGroup('KT-07', { total: 9, urgency: 20 })], asked('KT-07'));
    expect(drawn(groups)).toEqual(['RB-01 1', 'KT-07 9']);
    expect(drawn(settleGroups(groups, PLACEMENT))).toEqual(['KT-07 9', 'RB-01 1']);
  });

  it('stay when nothing is left, and go when the operator asks', () => {
    const groups = renewGroups(TWO, [], asked('RB-01'));
    expect(drawn(groups)).toEqual(['RB-01 0', 'KT-07 1']);
    expect(departedIn(groups, PLACEMENT)).toBe(1);
    expect(drawn(settleGroups(groups, PLACEMENT))).toEqual(['KT-07 1']);
  });

  it('wait when their site had nothing, but not in an empty feed', () => {
    const fresh = [siteGroup('ML-02', { urgency: 20 })];
    const groups = renewGroups(TWO, fresh, asked('ML-02'));
    expect(drawn(groups)).toEqual(['RB-01 1', 'KT-07 1']);
    expect(drawn(settleGroups(groups, PLACEMENT))[0]).toBe('ML-02 1');
    expect(drawn(renewGroups(NO_GROUPS, fresh, asked('ML-02')))).toEqual(['ML-02 1']);
    expect(renewGroups(groups, [], asked('ML-02')).waiting).toEqual([]);
  });

  it('stand worst first, newest first, or oldest first, and by code where they are alike', () => {
    const a = siteGroup('A', { urgency: 19, newest_at: 5, oldest_at: 2 });
    const b = siteGroup('B', { urgency: 18, newest_at: 9, oldest_at: 1 });
    expect(compareGroups('urgency', a, b)).toBeLessThan(0);
    expect(compareGroups('newest', a, b)).toBeGreaterThan(0);
    expect(compareGroups('oldest', a, b)).toBeGreaterThan(0);
    expect(compareGroups('urgency', a, { ...a, site: 'C' })).toBeLessThan(0);
  });
});

describe('rows beneath their site', () => {
  it('wait until the operator asks, also below the last one', () => {
    const groups = withRows(TWO, 'KT-07', 'b', 'a');
    const pushed = findingRow('late', { site: 'KT-07', severity: 'LOW', detected_at: 1 });
    const after = takeRows(groups, [pushed], PLACEMENT);
    expect(drawn(after)).toEqual(['RB-01 1', 'KT-07 1', '- b', '- a']);
    expect(waitingIn(after)).toBe(1);
    expect(drawn(settleGroups(after, PLACEMENT))).toEqual(['RB-01 1', 'KT-07 1', '- b', '- a', '- late']);
  });

  it('stay when they no longer belong, until the operator asks', () => {
    const groups = withRows(TWO, 'KT-07', 'a', 'b');
    const resolved = findingRow('a', { site: 'KT-07', status: 'RESOLVED', revision: 2 });
    const after = takeRows(groups, [resolved], PLACEMENT);
    expect(drawn(after)).toContain('- a');
    expect(departedIn(after, PLACEMENT)).toBe(1);
    expect(drawn(settleGroups(after, PLACEMENT))).not.toContain('- a');
  });

  it('are counted as new while their site is folded: those that were opened or came again, not those that changed', () => {
    const pushed = [
      findingRow('opened'),
      findingRow('again', { revision: 7, reopened_at: NOW }),
      findingRow('changed', { revision: 2 }),
      findingRow('acknowledged', { status: 'ACKNOWLEDGED' }),
    ];
    const after = takeRows(TWO, pushed, PLACEMENT);
    expect([...after.fresh]).toEqual(['opened', 'again']);
    const gone = takeRows(after, [findingRow('opened', { status: 'RESOLVED', revision: 2 })], PLACEMENT);
    expect(waitingIn(gone)).toBe(1);
    expect(waitingIn(settleGroups(gone, PLACEMENT))).toBe(0);
  });
});
