import { memo } from 'react';
import { SEVERITIES } from '#core/model/finding.ts';
import { SeverityGlyph } from '#renderer/ui/severity.tsx';
import { Age, Countdown } from '#renderer/ui/times.tsx';
import { SEVERITY_WORD } from '#renderer/words/codes.ts';
import { FEED, GROUP } from '#renderer/words/feed.ts';
import styles from './group-row.module.css';
import type { Head } from './site-groups.ts';
import { keyOf } from './site-groups.ts';

export type GroupRowProps = Pick<Head, 'group' | 'isOpen' | 'loaded'> & {
  readonly isCursor: boolean;
  /** Its rows are being fetched. */
  readonly isLoading: boolean;
  readonly position: number;
  readonly count: number;
  readonly top: number;
  readonly height: number;
  readonly zone: string;
  readonly onChoose: (key: string) => void;
  readonly onToggle: (key: string) => void;
};

export const headId = (key: string): string => `site-${key}`;

/** How many of each severity: a shape and a number, each in its own place. */
const Counts = ({ group }: Pick<Head, 'group'>) => (
  <span className={styles.counts}>
    {SEVERITIES.map((severity) => (
      <span
        key={severity}
        className={`${styles.count} ${group.by_severity[severity] ? '' : styles.none}`}
        title={`${SEVERITY_WORD[severity]}: ${group.by_severity[severity] ?? 0}`}
      >
        {(group.by_severity[severity] ?? 0) > 0 && (
          <SeverityGlyph severity={severity} state="seen" size={10} />
        )}
        {group.by_severity[severity] || ''}
      </span>
    ))}
  </span>
);

function note({ group, isOpen, loaded, isLoading }: GroupRowProps): string {
  if (group.total === 0) return GROUP.nothingLeft;
  if (isLoading) return GROUP.loading;
  return isOpen && loaded < group.total ? GROUP.loaded(loaded, group.total) : '';
}

/** The header of a site: how it stands, without its rows. */
export const GroupRow = memo(function GroupRow(props: GroupRowProps) {
  const { group, isOpen, isCursor, zone } = props;
  const key = keyOf(group);
  const siteZone = group.timezone ?? zone;
  const site = group.site ?? FEED.elsewhere;
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the list holds the focus and names this header as active
    // biome-ignore lint/a11y/useKeyWithClickEvents: the list's and the application's keys do it
    <div
      id={headId(key)}
      role="treeitem"
      aria-level={1}
      aria-selected={false}
      aria-expanded={isOpen}
      aria-posinset={props.position}
      aria-setsize={props.count}
      data-testid="feed-group"
      data-site={key}
      data-cursor={isCursor}
      className={[styles.group, isCursor && styles.cursor, group.total === 0 && styles.left]
        .filter(Boolean)
        .join(' ')}
      style={{ transform: `translateY(${props.top}px)`, height: props.height }}
      onClick={() => {
        props.onChoose(key);
        props.onToggle(key);
      }}
    >
      <span className={styles.fold} title={GROUP.toggle(isOpen)}>
        <svg width="10" height="10" viewBox="0 0 10 10" aria-hidden="true">
          <path d={isOpen ? 'M1 3h8L5 8z' : 'M3 1v8l5-4z'} fill="currentColor" />
        </svg>
      </span>
      <SeverityGlyph
        severity={group.worst}
        state={group.total === 0 ? 'done' : group.worst_is_new ? 'new' : 'seen'}
      />
      <span className={`mono ${styles.site}`}>{site}</span>
      <span className={styles.name} title={group.site_name ?? undefined}>
        {group.site_name} <span className={styles.client}>{group.client}</span>
      </span>
      <span className={styles.note}>{note(props)}</span>
      <Counts group={group} />
      <span className={styles.number}>
        <Age at={group.newest_at} zone={siteZone} />
      </span>
      <span className={styles.number}>
        {group.sla_due_at !== null && <Countdown at={group.sla_due_at} zone={siteZone} />}
      </span>
    </div>
  );
});
