import { useState } from 'react';
import type { EpochMs } from '#core/model/time.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Card } from '#renderer/ui/card.tsx';
import { Said } from '#renderer/ui/said.tsx';
import { LocalTime } from '#renderer/ui/times.tsx';
import { personName } from '#renderer/words/codes.ts';
import { timelineWords as words } from '#renderer/words/timeline.ts';
import styles from './timeline.module.css';
import type { Entry } from './timeline-text.ts';
import { actionWords, changesOf, saidOf, withInstants } from './timeline-text.ts';

type Zoned = { readonly zone: string };

/** A text whose instants are shown in the site's time. */
const Text = ({ text, zone }: Zoned & { readonly text: string }) =>
  withInstants(text).map((piece) =>
    typeof piece === 'string' ? piece : <LocalTime key={piece} at={piece} zone={zone} />,
  );

function Value({ value, zone }: Zoned & { readonly value: string | EpochMs | null }) {
  if (value === null) return words.nothing;
  return typeof value === 'string' ? value : <LocalTime at={value} zone={zone} />;
}

function Changes({ entry, zone }: Zoned & { readonly entry: Entry }) {
  return changesOf(entry).map(({ field, before, after }) => (
    <span key={field} className={styles.change}>
      <Said
        text={words.change}
        field={field}
        before={<Value value={before} zone={zone} />}
        after={<Value value={after} zone={zone} />}
      />
    </span>
  ));
}

type EntryProps = Zoned & { readonly entry: Entry; readonly showsChanges: boolean };

function EntryRow({ entry, zone, showsChanges }: EntryProps) {
  const said = saidOf(entry);
  return (
    <li className={styles.entry}>
      <span className={styles.time}>
        <LocalTime at={entry.at} zone={zone} style={{ seconds: true, zone: false }} />
      </span>
      <span>
        <span className={styles.action}>{actionWords(entry.action)}</span>{' '}
        <span className={styles.actor}>
          <Said text={words.by} who={personName(entry.actor)} /> {entry.verified ? '' : words.notVerified}
        </span>
        {said !== null && (
          <span className={styles.reason}>
            <Text text={said} zone={zone} />
          </span>
        )}
        {showsChanges && <Changes entry={entry} zone={zone} />}
      </span>
    </li>
  );
}

export type TimelineProps = Zoned & { readonly entries: readonly Entry[] };

/** Everything that happened to the finding, newest first, as the audit trail has it. */
export function Timeline({ entries, zone }: TimelineProps) {
  const [showsChanges, setShowsChanges] = useState(false);
  return (
    <Card
      title={words.title}
      aside={
        <Button kind="quiet" className={styles.toggle} onClick={() => setShowsChanges(!showsChanges)}>
          {showsChanges ? words.hideChanges : words.showChanges}
        </Button>
      }
    >
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys */}
      <section className={styles.scroller} aria-label={words.name} tabIndex={0} data-testid="timeline">
        <ol className={styles.list}>
          {entries
            .toSorted((a, b) => b.seq - a.seq)
            .map((entry) => (
              <EntryRow key={entry.seq} entry={entry} zone={zone} showsChanges={showsChanges} />
            ))}
        </ol>
      </section>
    </Card>
  );
}
