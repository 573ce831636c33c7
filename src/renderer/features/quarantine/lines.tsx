import { Button } from '#renderer/ui/button.tsx';
import { NamedTable } from '#renderer/ui/named-table.tsx';
import { LocalTime } from '#renderer/ui/times.tsx';
import { reasonWords, quarantineWords as words } from '#renderer/words/quarantine.ts';
import styles from './quarantine.module.css';
import type { Line } from './quarantine-store.ts';

export type LinesProps = {
  readonly lines: readonly Line[];
  readonly zone: string;
  readonly busy: boolean;
  readonly onRetry: (id: number) => void;
  readonly onDiscard: (id: number) => void;
};

/** One page of refused lines. The line itself is text and nothing else, whatever stands in it. */
export function Lines({ lines, zone, busy, onRetry, onDiscard }: LinesProps) {
  return (
    <NamedTable
      label={words.lines}
      heads={[words.at, words.reason, words.place, words.line, words.action]}
      rows={lines.map((line) => ({
        key: String(line.id),
        cells: [
          <LocalTime key="at" at={line.at} zone={zone} />,
          <span key="why" className={styles.detail}>
            <strong>{reasonWords[line.reason]}</strong> {line.detail}
          </span>,
          <span key="place" className={styles.detail}>
            {line.place} {line.source === null ? null : <code>{line.source}</code>}
          </span>,
          <details key="raw">
            <summary>{words.showLine}</summary>
            <pre className={styles.raw}>{line.raw}</pre>
          </details>,
          <span key="action" className={styles.actions}>
            <Button kind="quiet" disabled={busy} onClick={() => onRetry(line.id)}>
              {words.retryOne}
            </Button>
            <Button kind="quiet" disabled={busy} onClick={() => onDiscard(line.id)}>
              {words.discardOne}
            </Button>
          </span>,
        ],
      }))}
    />
  );
}
