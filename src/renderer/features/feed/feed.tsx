import type { ReactNode } from 'react';
import { useMemo } from 'react';
import { useStore } from 'zustand';
import { Button } from '#renderer/ui/button.tsx';
import { useNow } from '#renderer/ui/clock.tsx';
import { ChoiceField } from '#renderer/ui/field.tsx';
import { EmptyState, FailedState, LoadingState } from '#renderer/ui/states.tsx';
import { counted } from '#renderer/words/codes.ts';
import styles from './feed.module.css';
import type { Sort, View } from './feed-filter.ts';
import { EVERYTHING_OPEN, isUnfiltered } from './feed-filter.ts';
import type { FeedListProps } from './feed-list.tsx';
import { FeedList } from './feed-list.tsx';
import rowStyles from './feed-row.module.css';
import type { Places } from './filter-bar.tsx';
import { FilterBar } from './filter-bar.tsx';
import { departed } from './live-rows.ts';

const SORTS: readonly { readonly value: Sort; readonly label: string }[] = [
  { value: 'urgency', label: 'most urgent first' },
  { value: 'newest', label: 'newest first' },
  { value: 'oldest', label: 'oldest first' },
];

/** How much is loaded, what waits above, and the order; its height never changes, so that no row moves. */
function Strip({ store, onReport }: Pick<FeedProps, 'store' | 'onReport'>) {
  const { live, total, sort, filter, loadingMore, sortBy, showWaiting } = useStore(store);
  const now = useNow(5_000);
  const gone = useMemo(() => departed(live, filter, now), [live, filter, now]);
  const waiting = live.waiting.length;
  const words = [waiting > 0 && `${waiting} new`, gone > 0 && `${gone} gone`].filter(Boolean).join(', ');
  const shown =
    live.next === null
      ? counted(live.rows.length, 'finding')
      : `${live.rows.length.toLocaleString('en-GB')} of ${counted(total, 'finding')}`;
  return (
    <div className={styles.strip}>
      <span className={styles.shown}>{loadingMore ? `${shown}, loading more…` : shown}</span>
      <span aria-live="polite">
        {words !== '' && (
          <Button className={styles.waiting} data-testid="new-findings" onClick={showWaiting}>
            ▾ {words} (n)
          </Button>
        )}
      </span>
      <span className={styles.right}>
        <Button
          kind="quiet"
          hint="What somebody saw or heard and no rule looks for"
          shortcut="Shift R"
          data-testid="report-finding"
          onClick={onReport}
        >
          Report a finding
        </Button>
        <ChoiceField
          className={styles.sort}
          aria-label="Order"
          value={sort}
          choices={SORTS}
          onChoose={sortBy}
        />
      </span>
    </div>
  );
}

const Head = () => (
  <div className={`${rowStyles.head} ${styles.head}`} aria-hidden="true">
    <span />
    <span className={rowStyles.severity}>
      <span className={rowStyles.word}>severity</span>
    </span>
    <span className={styles.siteHead}>site</span>
    <span>finding</span>
    <span />
    <span className={rowStyles.state}>state</span>
    <span className={rowStyles.number}>age</span>
    <span className={rowStyles.number}>SLA</span>
  </div>
);

export type BulkAction = (ids: readonly string[]) => void;
export type FeedProps = FeedListProps & {
  readonly places: Places;
  /** What is shown instead of an empty feed: how much was audited and when. */
  readonly quiet: ReactNode;
  readonly onAcknowledge: BulkAction;
  readonly onResolve: BulkAction;
  readonly onShelve: BulkAction;
  readonly onReport: () => void;
};

function BulkBar({ store, onAcknowledge, onResolve, onShelve }: FeedProps) {
  const { selected, clearSelected, targets } = useStore(store);
  if (selected.size === 0) return null;
  return (
    <div className={styles.bulk} role="toolbar" aria-label="Selected findings">
      <strong>{counted(selected.size, 'finding')} selected</strong>
      <Button shortcut="a" onClick={() => onAcknowledge(targets())}>
        Acknowledge
      </Button>
      <Button shortcut="r" onClick={() => onResolve(targets())}>
        Resolve
      </Button>
      <Button shortcut="s" onClick={() => onShelve(targets())}>
        Shelve
      </Button>
      <Button kind="quiet" shortcut="Esc" onClick={clearSelected}>
        Clear
      </Button>
    </div>
  );
}

/** What an empty part of the life of findings means. */
const NOTHING: Readonly<Record<View, string>> = {
  open: 'No findings are open.',
  new: 'Nothing is new.',
  cleared: 'Nothing has cleared unseen.',
  shelved: 'Nothing is shelved.',
  resolved: 'Nothing has been resolved yet.',
  all: 'There are no findings yet.',
};

function Body(props: FeedProps) {
  const { store, quiet } = props;
  const { live, loaded, fault, filter, narrow } = useStore(store);
  if (!loaded && fault === undefined) return <LoadingState label="Loading findings" />;
  if (!loaded) return null;
  // Nothing left of the loaded pages is not nothing left: the list asks for the next one.
  if (live.rows.length > 0 || live.next !== null) return <FeedList {...props} />;
  if (isUnfiltered(filter)) return quiet;
  return (
    <EmptyState
      title={isUnfiltered({ ...filter, view: 'open' }) ? NOTHING[filter.view] : 'Nothing fits this filter.'}
    >
      <Button onClick={() => narrow(EVERYTHING_OPEN)}>Show everything open</Button>
    </EmptyState>
  );
}

/** The live feed of findings: pushed, filtered, worked through by keys. */
export function Feed(props: FeedProps) {
  const { store, places } = props;
  const { fault, load, loaded } = useStore(store);
  return (
    <section className={styles.feed} aria-label="Feed">
      <FilterBar store={store} places={places} />
      <Strip store={store} onReport={props.onReport} />
      <Head />
      {fault !== undefined && (
        <FailedState
          title="The findings could not be loaded."
          reason={fault.message}
          {...(loaded ? { kept: 'The rows below are the last that were known.' } : {})}
          onRetry={() => void load()}
        />
      )}
      <Body {...props} />
      <BulkBar {...props} />
    </section>
  );
}
