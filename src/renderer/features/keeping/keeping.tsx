import { useEffect } from 'react';
import { useStore } from 'zustand';
import { Button } from '#renderer/ui/button.tsx';
import { Card } from '#renderer/ui/card.tsx';
import { Facts, type FactsProps } from '#renderer/ui/facts.tsx';
import frame from '#renderer/ui/page.module.css';
import { Said } from '#renderer/ui/said.tsx';
import { FailedState, LoadingState } from '#renderer/ui/states.tsx';
import { LocalTime } from '#renderer/ui/times.tsx';
import { archiveWords, backupWords, purgeWords, keepingWords as words } from '#renderer/words/keeping.ts';
import { Day } from './day.tsx';
import { HoldsCard } from './holds-card.tsx';
import styles from './keeping.module.css';
import type { KeepingStore, Kept, TrailRow } from './keeping-store.ts';
import { RetentionCard } from './retention-card.tsx';

export type KeepingProps = {
  readonly store: KeepingStore;
  /** Of the installation. */
  readonly zone: string;
  readonly onSearch: () => void;
};

type PartProps = { readonly kept: Kept; readonly zone: string };

const At = ({
  at,
  zone,
  none,
}: {
  readonly at: number | null;
  readonly zone: string;
  readonly none: string;
}) => (at === null ? none : <LocalTime at={at} zone={zone} />);

const jobOf = ({ page }: Kept, name: string) => page.upkeep.find(({ job }) => job === name);

/** A number that a job has written into its row of the trail. */
function numberOf(row: TrailRow | null, name: string): number | null {
  const after: unknown = row?.payload?.after;
  if (typeof after !== 'object' || after === null) return null;
  const value: unknown = Reflect.get(after, name);
  return typeof value === 'number' ? value : null;
}

const told = (value: number | null): string => (value === null ? words.unknown : purgeWords.count(value));

function PurgeCard({ kept, zone }: PartProps) {
  const job = jobOf(kept, 'retention');
  const { purged } = kept;
  return (
    <Card title={purgeWords.title}>
      <Facts
        className={styles.facts}
        facts={[
          [purgeWords.last, <At key="at" at={job?.last_at ?? null} zone={zone} none={words.never} />],
          ...(purged === null
            ? []
            : ([
                [purgeWords.events, told(numberOf(purged, 'events'))],
                [purgeWords.others, told(numberOf(purged, 'others'))],
                [purgeWords.details, told(numberOf(purged, 'details'))],
              ] satisfies FactsProps['facts'])),
          ...(job?.problems ? ([[purgeWords.problems, job.problems]] satisfies FactsProps['facts']) : []),
          [purgeWords.next, <At key="next" at={job?.due_at ?? null} zone={zone} none={words.unknown} />],
        ]}
      />
    </Card>
  );
}

function ArchiveCard({ kept, zone, onSearch }: PartProps & Pick<KeepingProps, 'onSearch'>) {
  const { archive, moved } = kept;
  const job = jobOf(kept, 'archive');
  if ('code' in archive)
    return (
      <Card title={archiveWords.title}>
        <p role="alert">{archiveWords.unreadable(archive.message)}</p>
      </Card>
    );
  const { total, oldest, newest } = archive;
  const count = numberOf(moved, 'findings');
  return (
    <Card title={archiveWords.title}>
      {total === 0 && <p className={styles.note}>{archiveWords.none}</p>}
      <Facts
        className={styles.facts}
        facts={[
          [archiveWords.findings, purgeWords.count(total)],
          ...(kept.due?.archive_bytes == null
            ? []
            : ([
                [archiveWords.size, archiveWords.bytes(kept.due.archive_bytes)],
              ] satisfies FactsProps['facts'])),
          ...(oldest === null || newest === null
            ? []
            : ([
                [
                  archiveWords.reach,
                  <Said
                    key="reach"
                    text={archiveWords.reachOf}
                    from={<Day at={oldest} zone={zone} />}
                    to={<Day at={newest} zone={zone} />}
                  />,
                ],
              ] satisfies FactsProps['facts'])),
          [
            archiveWords.lastMove,
            <span key="moved">
              <At at={job?.last_at ?? null} zone={zone} none={words.never} />
              {count !== null && archiveWords.moved(count)}
            </span>,
          ],
          ...(job?.problems ? ([[purgeWords.problems, job.problems]] satisfies FactsProps['facts']) : []),
          [archiveWords.next, <At key="next" at={job?.due_at ?? null} zone={zone} none={words.unknown} />],
        ]}
      />
      <div className={styles.actions}>
        <Button data-testid="search-archive" onClick={onSearch}>
          {archiveWords.search}
        </Button>
      </div>
    </Card>
  );
}

function BackupCard({ kept, zone }: PartProps) {
  const { last, kept: count, next_due_at, problem } = kept.page.backups;
  const drill = jobOf(kept, 'restore-drill');
  return (
    <Card title={backupWords.title}>
      <Facts
        className={styles.facts}
        facts={[
          ...(last === null
            ? ([[backupWords.last, backupWords.none]] satisfies FactsProps['facts'])
            : ([
                [
                  backupWords.last,
                  <span key="last">
                    <LocalTime at={last.taken_at} zone={zone} /> {backupWords.size(last.bytes)}
                  </span>,
                ],
                [backupWords.verified, <LocalTime key="verified" at={last.verified_at} zone={zone} />],
              ] satisfies FactsProps['facts'])),
          ...(problem === null ? [] : ([[purgeWords.problems, problem]] satisfies FactsProps['facts'])),
          [backupWords.kept, purgeWords.count(count)],
          [backupWords.next, <At key="next" at={next_due_at} zone={zone} none={words.unknown} />],
          [
            backupWords.drill,
            <span key="drill">
              <At at={drill?.last_at ?? null} zone={zone} none={words.never} />
              {drill != null && drill.last_at !== null && backupWords.outcome(drill.problems)}
            </span>,
          ],
          [
            backupWords.drillNext,
            <At key="drill-next" at={drill?.due_at ?? null} zone={zone} none={words.unknown} />,
          ],
        ]}
      />
    </Card>
  );
}

/** For how long things are kept, what is held back from being deleted, the archive, and the copies of it all. */
export function Keeping({ store, zone, onSearch }: KeepingProps) {
  const { kept, fault, busy, load } = useStore(store);
  useEffect(() => void load(), [load]);
  return (
    <div className={frame.page}>
      <div className={frame.head}>
        <h2>{words.title}</h2>
        <Button kind="quiet" disabled={busy} onClick={() => void load()}>
          {words.reload}
        </Button>
        {kept !== undefined && fault !== undefined && <span role="alert">{fault.message}</span>}
      </div>
      {kept === undefined && fault !== undefined && (
        <FailedState title={words.failed} reason={fault.message} onRetry={() => void load()} />
      )}
      {kept === undefined && fault === undefined && <LoadingState label={words.loading} />}
      {kept !== undefined && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls
        <section className={frame.scroller} id="keeping" tabIndex={0} aria-label={words.title}>
          <div className={styles.columns}>
            <div className={styles.column}>
              <RetentionCard store={store} kept={kept} zone={zone} />
              <HoldsCard store={store} kept={kept} zone={zone} />
            </div>
            <div className={styles.column}>
              <PurgeCard kept={kept} zone={zone} />
              <ArchiveCard kept={kept} zone={zone} onSearch={onSearch} />
              <BackupCard kept={kept} zone={zone} />
            </div>
          </div>
        </section>
      )}
    </div>
  );
}
