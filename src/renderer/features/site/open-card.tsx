import { Card } from '#renderer/ui/card.tsx';
import { NamedTable } from '#renderer/ui/named-table.tsx';
import { glyphState, SeverityGlyph } from '#renderer/ui/severity.tsx';
import { Age } from '#renderer/ui/times.tsx';
import { personName, SEVERITY_WORD } from '#renderer/words/codes.ts';
import { OPEN } from '#renderer/words/site.ts';
import styles from './site.module.css';
import type { Page } from './site-store.ts';

export type OpenCardProps = { readonly page: Page; readonly onOpenFinding: (id: string) => void };
type Row = Page['findings'][number];

const ownerOf = ({ assigned_to, acknowledged_by }: Row): string =>
  personName(assigned_to ?? acknowledged_by ?? '') || OPEN.nobody;

/** What is open at the site; each leads to its place in the feed. */
export function OpenCard({ page: { findings, findings_total, site }, onOpenFinding }: OpenCardProps) {
  const { head } = OPEN;
  return (
    <Card
      title={OPEN.title}
      {...(findings.length < findings_total ? { aside: OPEN.more(findings.length, findings_total) } : {})}
    >
      {findings.length === 0 && <p className={styles.note}>{OPEN.none}</p>}
      {findings.length > 0 && (
        <NamedTable
          label={OPEN.title}
          heads={[head.finding, head.what, head.age, head.owner]}
          numbers={[2]}
          rows={findings.map((row) => ({
            key: row.id,
            cells: [
              <span key="severity" className={styles.glyphed}>
                <SeverityGlyph
                  severity={row.severity}
                  state={glyphState({ ...row, shelved: row.shelved_until !== null })}
                />
                {SEVERITY_WORD[row.severity]}
              </span>,
              <button
                key="what"
                type="button"
                className={styles.link}
                title={OPEN.show(row.title)}
                data-testid="site-finding"
                onClick={() => onOpenFinding(row.id)}
              >
                {row.title} <span className={styles.faint}>{row.message}</span>
              </button>,
              <Age key="age" at={row.condition_started_at} zone={site.timezone} />,
              <span key="owner" className={styles.whole}>
                {ownerOf(row)}
              </span>,
            ],
          }))}
        />
      )}
    </Card>
  );
}
