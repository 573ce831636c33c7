import { useStore } from 'zustand';
import type { RunbookComparisonDto, ShelvedRunbookDto } from '#contract/runbooks.ts';
import { Card } from '#renderer/ui/card.tsx';
import { NamedTable } from '#renderer/ui/named-table.tsx';
import { Said } from '#renderer/ui/said.tsx';
import { LocalTime } from '#renderer/ui/times.tsx';
import { personName } from '#renderer/words/codes.ts';
import { effectWords, runbookScreenWords, comparisonWords as words } from '#renderer/words/runbooks.ts';
import { shareOf } from './effect-card.tsx';
import styles from './runbooks.module.css';
import type { RunbooksStore } from './runbooks-store.ts';

type RetiredProps = { readonly retired: NonNullable<ShelvedRunbookDto['retired']>; readonly zone: string };

/** Who retired a runbook, when and why. */
export const RetiredNote = ({ retired: { at, by, reason }, zone }: RetiredProps) => (
  <p className={styles.gaps} role="note">
    <Said
      text={runbookScreenWords.retiredSince}
      at={<LocalTime at={at} zone={zone} />}
      who={personName(by)}
      why={reason}
    />
  </p>
);

function Comparison({
  comparison,
  zone,
}: {
  readonly comparison: RunbookComparisonDto;
  readonly zone: string;
}) {
  const { begun_at, begun_by, reason, ended_at, ended_by, end_reason, first, second } = comparison;
  return (
    <section aria-label={words.of(first.version, second.version)}>
      <p>
        <strong>{words.verdict(comparison)}</strong>
      </p>
      <NamedTable
        label={words.of(first.version, second.version)}
        heads={[words.head.version, words.head.used, words.head.judged, words.head.success]}
        numbers={[1, 2]}
        rows={[first, second].map(({ version, used, success }) => ({
          key: String(version),
          cells: [version, used, success.n, shareOf(success)],
        }))}
      />
      <p className={styles.more}>
        <Said
          text={words.begun}
          at={<LocalTime at={begun_at} zone={zone} />}
          who={personName(begun_by)}
          why={reason}
        />{' '}
        {ended_at !== null && (
          <Said
            text={words.ended}
            at={<LocalTime at={ended_at} zone={zone} />}
            who={personName(ended_by ?? '')}
            why={end_reason ?? ''}
          />
        )}
      </p>
      {comparison.cut && <p className={styles.more}>{effectWords.cut}</p>}
    </section>
  );
}

type ComparisonProps = { readonly store: RunbooksStore; readonly zone: string; readonly newest: number };

/** Two versions that findings get by turns, which of them does better, and those that were compared before. */
export function ComparisonCard({ store, zone, newest }: ComparisonProps) {
  const comparisons = useStore(store, (state) => state.comparisons);
  const [last] = comparisons ?? [];
  if (comparisons == null || last === undefined) return null;
  const isWaiting = last.ended_at === null && ![last.first.version, last.second.version].includes(newest);
  return (
    <Card title={words.title} aside={last.ended_at === null ? words.runs : words.over}>
      {isWaiting && <p>{words.waiting(newest)}</p>}
      {comparisons.map((comparison) => (
        <Comparison key={comparison.begun_at} comparison={comparison} zone={zone} />
      ))}
      <p className={styles.more}>{words.how}</p>
    </Card>
  );
}
