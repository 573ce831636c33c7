import type { EpochMs } from '#core/model/time.ts';
import { formatAge, formatClock } from '#renderer/ui/time.ts';
import { personName } from '#renderer/words/codes.ts';
import { ROW } from '#renderer/words/feed.ts';
import type { Row } from './feed-filter.ts';
import styles from './feed-row.module.css';

export type ShelfLineProps = {
  readonly row: Row;
  readonly now: EpochMs;
  readonly zone: string;
  readonly onUnshelve: (id: string) => void;
};

/** The second line of a shelved finding: until when, who and why, and the way back. */
export function ShelfLine({ row, now, zone, onUnshelve }: ShelfLineProps) {
  const { shelved_until, shelved_by, shelve_reason } = row;
  if (shelved_until === null || shelved_until <= now) return <span className={styles.shelf} />;
  return (
    <span className={styles.shelf}>
      <strong>{ROW.until(formatClock(shelved_until, zone, now), formatAge(shelved_until - now))}</strong>
      <span className={styles.shelfWhy} title={shelve_reason ?? undefined}>
        {shelved_by !== null && ROW.putAside(personName(shelved_by))}
        {shelve_reason !== null && `: ${shelve_reason}`}
      </span>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: an option holds no controls; the key s does it */}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the key s does it */}
      <span
        className={styles.back}
        data-testid="unshelve"
        title={ROW.unshelveHint}
        onClick={(event) => {
          event.stopPropagation();
          onUnshelve(row.id);
        }}
      >
        {ROW.unshelve}
      </span>
    </span>
  );
}
