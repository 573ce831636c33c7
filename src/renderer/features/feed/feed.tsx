import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import { Button } from '#renderer/ui/button.tsx';
import { useNow } from '#renderer/ui/clock.tsx';
import { EmptyState, FailedState, LoadingState } from '#renderer/ui/states.tsx';
import { formatClock } from '#renderer/ui/time.ts';
import { FEED } from '#renderer/words/feed.ts';
import type { BulkActions } from './bulk-bar.tsx';
import { BulkBar } from './bulk-bar.tsx';
import { Columns } from './columns.tsx';
import styles from './feed.module.css';
import { EVERYTHING_OPEN, isNarrowed, isUnfiltered } from './feed-filter.ts';
import type { FeedListProps } from './feed-list.tsx';
import { FeedList } from './feed-list.tsx';
import type { FilterBarProps } from './filter-bar.tsx';
import { FilterBar } from './filter-bar.tsx';
import type { StripProps } from './strip.tsx';
import { Strip } from './strip.tsx';
import { SuppressedList } from './suppressed-list.tsx';

export type FeedProps = Omit<FeedListProps, 'onUnshelve'> &
  FilterBarProps &
  StripProps &
  BulkActions & {
    /** What is shown instead of an empty feed: how much was audited and when. */
    readonly quiet: ReactNode;
  };

/** What an empty list means, as far as it can be known. */
function Nothing({ store, quiet, staleSince, zone }: FeedProps) {
  const { filter, loadedFor, fault, narrow } = useStore(store);
  const now = useNow(60_000);
  if (loadedFor !== filter) return fault === undefined ? <LoadingState label={FEED.loading} /> : null;
  if (staleSince !== null) return <EmptyState title={FEED.quietThen(formatClock(staleSince, zone, now))} />;
  if (isUnfiltered(filter)) return quiet;
  return (
    <EmptyState title={isNarrowed(filter) ? FEED.nothingFits : FEED.nothing[filter.view]}>
      <Button shortcut="o" onClick={() => narrow(EVERYTHING_OPEN)}>
        {FEED.everything}
      </Button>
    </EmptyState>
  );
}

function Body(props: FeedProps) {
  const { store, zone, onUnshelve } = props;
  const { live, items, loaded, fault, filter } = useStore(store);
  if (filter.view === 'suppressed') return <SuppressedList store={store} zone={zone} />;
  if (!loaded) return fault === undefined ? <LoadingState label={FEED.loading} /> : null;
  // Nothing left of the loaded pages is not nothing left: the list asks for the next one.
  if (items().length > 0 || live.next !== null)
    return <FeedList {...props} onUnshelve={(id) => onUnshelve([id])} />;
  return <Nothing {...props} />;
}

/** Beneath the end of what was resolved, or of everything: what is older is not here. */
function OlderLine({ store }: Pick<FeedProps, 'store'>) {
  const { filter, live, loaded, narrow } = useStore(store);
  const isPast = filter.view === 'all' || filter.view === 'resolved';
  if (!isPast || !loaded || live.next !== null) return null;
  return (
    <p className={styles.older}>
      {FEED.older}{' '}
      <Button kind="quiet" data-testid="older-in-archive" onClick={() => narrow({ view: 'archived' })}>
        {FEED.olderThere}
      </Button>
    </p>
  );
}

/** The live feed of findings: pushed, filtered, worked through by keys. */
export function Feed(props: FeedProps) {
  const { store, staleSince } = props;
  const { fault, load, loaded, filter } = useStore(store);
  return (
    <section className={styles.feed} aria-label={FEED.name}>
      <FilterBar {...props} />
      <Strip {...props} />
      {filter.view !== 'suppressed' && <Columns />}
      <div className={`${styles.body} ${staleSince === null ? '' : styles.stale}`}>
        <Body {...props} />
      </div>
      <OlderLine store={store} />
      {/* Beneath the rows, so that a failure moves none of them. */}
      {fault !== undefined && (
        <FailedState
          title={FEED.failed}
          reason={fault.message}
          {...(loaded ? { kept: FEED.kept } : {})}
          onRetry={() => void load()}
        />
      )}
      <BulkBar {...props} />
    </section>
  );
}
