import { useMemo } from 'react';
import { useStore } from 'zustand';
import type { EpochMs } from '#core/model/time.ts';
import { Button } from '#renderer/ui/button.tsx';
import { useNow } from '#renderer/ui/clock.tsx';
import { ChoiceField } from '#renderer/ui/field.tsx';
import { formatAge, formatClock } from '#renderer/ui/time.ts';
import {
  FEED,
  filterWords,
  shownWords,
  sitesWords,
  waitingChip,
  waitingWords,
} from '#renderer/words/feed.ts';
import { LOCALE } from '#renderer/words/measures.ts';
import type { Grouping, Sort } from './feed-filter.ts';
import type { FeedStore } from './feed-store.ts';
import { departed } from './live-rows.ts';
import { departedIn, waitingIn } from './site-groups.ts';
import styles from './strip.module.css';

const SORTS: readonly Sort[] = ['urgency', 'newest', 'oldest'];
const GROUPINGS: readonly Grouping[] = ['none', 'parent', 'site'];

export type StripProps = {
  readonly store: FeedStore;
  /** Since when the engine has not answered; null while it does. */
  readonly staleSince: EpochMs | null;
  readonly zone: string;
  readonly onReport: () => void;
};

/** How much there is and what it is narrowed to; or how old it is. */
function Summary({ store, staleSince, zone }: Omit<StripProps, 'onReport'>) {
  const { live, groups, shown, total, filter, loadingMore, suppressed } = useStore(store);
  const now = useNow(staleSince === null ? 60_000 : 1_000);
  if (staleSince !== null)
    return (
      <span className={styles.stale} data-testid="feed-stale" title={FEED.staleWhy}>
        {FEED.stale(formatClock(staleSince, zone, now), formatAge(now - staleSince))}
      </span>
    );
  const loaded = live.next === null ? live.rows.length : Math.max(total, live.rows.length);
  const many =
    shown === 'site' ? sitesWords(groups.list.length, total) : shownWords(live.rows.length, loaded);
  const words = filterWords(filter);
  return (
    <span className={styles.shown} title={words}>
      {filter.view !== 'suppressed' && <span data-testid="feed-count">{many}</span>}
      {loadingMore && `, ${FEED.loadingMore}…`}
      {filter.view === 'suppressed' && suppressed?.length.toLocaleString(LOCALE)}
      <span className={styles.filter} data-testid="feed-filter">
        {words}
      </span>
    </span>
  );
}

/** What waits until the operator asks. Its place is always there, so that nothing moves when it comes. */
function Waiting({ store }: Pick<StripProps, 'store'>) {
  const { live, groups, shown, filter, sort, outdated, showWaiting } = useStore(store);
  const now = useNow(5_000);
  const gone = useMemo(
    () =>
      shown === 'site'
        ? departedIn(groups, { filter, sort, now, lastVisible: -1 })
        : departed(live, filter, now),
    [live, groups, shown, filter, sort, now],
  );
  const waiting = shown === 'site' ? waitingIn(groups) : live.waiting.length;
  const words = waitingWords(waiting, gone, outdated);
  return (
    <span className={styles.center} aria-live="polite">
      {words !== '' && (
        <Button className={styles.waiting} data-testid="new-findings" onClick={showWaiting}>
          {waitingChip(words)}
        </Button>
      )}
    </span>
  );
}

/** How much is loaded, what waits above, and the order; its height never changes, so that no row moves. */
export function Strip({ store, onReport, ...rest }: StripProps) {
  const { sort, filter, sortBy, narrow } = useStore(store);
  /** What is held back has one order and no groups. */
  const isFixed = filter.view === 'suppressed';
  return (
    <div className={styles.strip}>
      <Summary store={store} {...rest} />
      <Waiting store={store} />
      <span className={styles.right}>
        <Button
          kind="quiet"
          className={styles.report}
          hint={FEED.reportHint}
          shortcut="Shift R"
          data-testid="report-finding"
          onClick={onReport}
        >
          <span className={styles.reportWord}>{FEED.report}</span>
        </Button>
        <ChoiceField
          className={styles.choice}
          aria-label={FEED.grouping}
          data-testid="feed-grouping"
          disabled={isFixed}
          value={filter.group}
          choices={GROUPINGS.map((value) => ({ value, label: FEED.group[value] }))}
          onChoose={(group) => narrow({ group })}
        />
        <ChoiceField
          className={styles.choice}
          aria-label={FEED.order}
          disabled={isFixed}
          value={sort}
          choices={SORTS.map((value) => ({ value, label: FEED.sort[value] }))}
          onChoose={sortBy}
        />
      </span>
    </div>
  );
}
