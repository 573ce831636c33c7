import type { TrialResult } from '#contract/what-if.ts';
import { Button } from '#renderer/ui/button.tsx';
import { NamedTable } from '#renderer/ui/named-table.tsx';
import { LocalTime } from '#renderer/ui/times.tsx';
import { trialWords as words } from '#renderer/words/what-if.ts';
import { Scroller } from './scroller.tsx';
import styles from './what-if.module.css';

type Row = TrialResult['added']['first'][number] & { readonly id?: string; readonly consequence?: string };
type TableProps = {
  readonly label: string;
  readonly zone: string;
  readonly rows: readonly Row[];
  /** How many there are; the rows may be the first of them. */
  readonly total: number;
  readonly onOpen?: (id: string) => void;
};

/** Findings of a trial; those that are stored can be opened. */
export function FindingsTable({ label, zone, rows, total, onOpen }: TableProps) {
  const hasConsequence = rows.some(({ consequence }) => consequence !== undefined);
  return (
    <Scroller label={label}>
      <NamedTable
        label={label}
        heads={[
          words.finding,
          words.site,
          words.subject,
          words.at,
          ...(hasConsequence ? [words.consequence] : []),
        ]}
        rows={rows.map((row) => ({
          key: `${row.id ?? ''}${row.site}${row.finding_type}${row.subject}${row.detected_at}`,
          cells: [
            <Name key="name" row={row} onOpen={onOpen} />,
            row.site,
            row.subject || words.siteItself,
            <LocalTime key="at" at={row.detected_at} zone={zone} />,
            ...(hasConsequence ? [row.consequence ?? ''] : []),
          ],
        }))}
      />
      {total > rows.length && <p className={styles.faint}>{words.more(total - rows.length)}</p>}
    </Scroller>
  );
}

function Name({ row, onOpen }: { readonly row: Row; readonly onOpen: TableProps['onOpen'] }) {
  const { id, finding_type } = row;
  if (id === undefined || onOpen === undefined) return <code>{finding_type}</code>;
  return (
    <Button kind="quiet" onClick={() => onOpen(id)}>
      <code>{finding_type}</code>
    </Button>
  );
}
