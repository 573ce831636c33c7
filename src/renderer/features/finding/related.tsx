import { useState } from 'react';
import { Button } from '#renderer/ui/button.tsx';
import { Card } from '#renderer/ui/card.tsx';
import { useNow } from '#renderer/ui/clock.tsx';
import { glyphState, SeverityGlyph } from '#renderer/ui/severity.tsx';
import { LocalTime } from '#renderer/ui/times.tsx';
import { STATUS_WORD } from '#renderer/words/codes.ts';
import { relatedWords as words } from '#renderer/words/finding.ts';
import type { Detail } from './detail.ts';
import styles from './related.module.css';

type Row = Detail['children'][number];
type Relative = { readonly row: Row; readonly why: string };

/** Rows that are shown until somebody asks for all. */
const AT_FIRST = 6;

/** The parent, the children, then the others as they came. */
const relativesOf = ({ parent, children, related }: Detail): readonly Relative[] => [
  ...(parent === null ? [] : [{ row: parent, why: words.parent }]),
  ...children.map((row) => ({ row, why: words.child })),
  ...related.map(({ row, why }) => ({ row, why: words[why] })),
];

export type RelatedProps = {
  readonly detail: Detail;
  readonly zone: string;
  readonly onOpen: (id: string) => void;
};

/** What it explains and is explained by, and what else there was at the place, of the subject or of the person. */
export function Related({ detail, zone, onOpen }: RelatedProps) {
  const now = useNow(60_000);
  const [showsAll, setShowsAll] = useState(false);
  const relatives = relativesOf(detail);
  if (relatives.length === 0) return null;
  return (
    <Card title={words.title} aside={relatives.length}>
      <ul className={styles.list}>
        {(showsAll ? relatives : relatives.slice(0, AT_FIRST)).map(({ row, why }) => (
          <li key={row.id} className={styles.row}>
            <SeverityGlyph
              severity={row.severity}
              state={glyphState({ ...row, shelved: row.shelved_until !== null && row.shelved_until > now })}
            />
            <Button kind="quiet" className={styles.open} title={row.message} onClick={() => onOpen(row.id)}>
              {row.title}
              {row.site !== detail.finding.site && row.site !== null && ` · ${row.site}`}
            </Button>
            <span className={styles.why}>{why}</span>
            <span className={styles.state}>{STATUS_WORD[row.status]}</span>
            <span className={styles.at}>
              <LocalTime at={row.detected_at} zone={zone} style={{ zone: false }} />
            </span>
          </li>
        ))}
      </ul>
      {!showsAll && relatives.length > AT_FIRST && (
        <Button kind="quiet" className={styles.all} onClick={() => setShowsAll(true)}>
          {words.showAll(relatives.length)}
        </Button>
      )}
    </Card>
  );
}
