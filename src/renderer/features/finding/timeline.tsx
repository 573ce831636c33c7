import { Card } from '#renderer/ui/card.tsx';
import { LocalTime } from '#renderer/ui/times.tsx';
import { inWords, personName } from '#renderer/words/codes.ts';
import type { Detail } from './finding-store.ts';
import styles from './timeline.module.css';

export type TimelineProps = { readonly entries: Detail['timeline']; readonly zone: string };

/** `finding.ack_lapsed` as `ack lapsed`. */
export const actionWords = (action: string): string => inWords(action.slice(action.indexOf('.') + 1));

/** A disposition at the beginning, or the name of a role. */
const CODE = /^[A-Z]+(_[A-Z]+)*(?=: )|\b[a-z]+(_[a-z]+)+\b/g;

/** A reason with its codes in words: `TRUE_POSITIVE: seen` is `true positive: seen`. */
export const reasonWords = (reason: string): string => reason.replace(CODE, inWords);

/** Everything that happened to the finding, newest first, as the audit trail has it. */
export function Timeline({ entries, zone }: TimelineProps) {
  return (
    <Card title="Timeline" aside="audit trail">
      <ol className={styles.list}>
        {entries
          .toSorted((a, b) => b.seq - a.seq)
          .map((entry) => (
            <li key={entry.seq} className={styles.entry}>
              <span className={styles.time}>
                <LocalTime at={entry.at} zone={zone} style={{ seconds: true, zone: false }} />
              </span>
              <span>
                <span className={styles.action}>{actionWords(entry.action)}</span>
                <span className={styles.actor}>
                  {' '}
                  by {personName(entry.actor)}
                  {entry.verified ? '' : ' (not verified)'}
                </span>
                {entry.reason !== null && entry.reason !== actionWords(entry.action) && (
                  <span className={styles.reason}>{reasonWords(entry.reason)}</span>
                )}
              </span>
            </li>
          ))}
      </ol>
    </Card>
  );
}
