import { Popover } from '@base-ui/react/popover';
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import type { EngineStatus } from '#contract/engine.ts';
import { useNow } from '#renderer/ui/clock.tsx';
import { Said } from '#renderer/ui/said.tsx';
import { formatClock } from '#renderer/ui/time.ts';
import { Age, LocalTime } from '#renderer/ui/times.tsx';
import { inWords } from '#renderer/words/codes.ts';
import { sourceWords, suppressedWords } from '#renderer/words/engine.ts';
import { LOCALE } from '#renderer/words/measures.ts';
import type { EngineStore } from './engine-store.ts';
import styles from './status-popovers.module.css';

type StatusPopoverProps = {
  readonly label: ReactNode;
  readonly title: string;
  readonly isLoud?: boolean;
  readonly onOpen?: () => void;
  readonly children: ReactNode;
};

function StatusPopover({ label, title, isLoud = false, onOpen, children }: StatusPopoverProps) {
  return (
    <Popover.Root onOpenChange={(open) => open && onOpen?.()}>
      <Popover.Trigger className={`${styles.trigger} ${isLoud ? styles.loud : ''}`}>{label}</Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner className={styles.positioner} sideOffset={6} align="end">
          <Popover.Popup className={styles.popup}>
            <Popover.Title className={styles.title}>{title}</Popover.Title>
            {children}
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}

export type StatusProps = { readonly store: EngineStore; readonly status: EngineStatus };

/** How many breaches maintenance holds back, with why and until when. */
export function Suppressed({ store, status }: StatusProps) {
  const { suppressed, loadSuppressed } = useStore(store);
  const now = useNow(60_000);
  return (
    <StatusPopover
      label={suppressedWords.label(status.suppressed)}
      title={suppressedWords.title}
      onOpen={() => void loadSuppressed()}
    >
      {suppressed === undefined && <p role="status">{suppressedWords.loading}</p>}
      {suppressed?.length === 0 && <p>{suppressedWords.none}</p>}
      <ul className={styles.list}>
        {suppressed?.map((row) => (
          <li key={`${row.site}${row.finding_type}${row.subject}${row.window_start}`}>
            <span className="mono">{row.site}</span> {inWords(row.finding_type)}{' '}
            {row.subject !== '' && <code>{row.subject}</code>}
            <span className={styles.why}>
              {suppressedWords.why(row.reason, formatClock(row.window_end, status.timezone, now), row.count)}
            </span>
          </li>
        ))}
      </ul>
    </StatusPopover>
  );
}

type Source = EngineStatus['sources'][number];

/** The silent ones first, then those that were never heard. */
const BY_NEED: readonly Source['health'][] = ['SILENT', 'NEVER', 'HEALTHY'];
const byNeed = (a: Source, b: Source): number =>
  BY_NEED.indexOf(a.health) - BY_NEED.indexOf(b.health) || a.code.localeCompare(b.code);

function SourceTable({ status }: Pick<StatusProps, 'status'>) {
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">{sourceWords.head.source}</th>
          <th scope="col">{sourceWords.head.health}</th>
          <th scope="col">{sourceWords.head.last}</th>
          <th scope="col">{sourceWords.head.sites}</th>
          <th scope="col">{sourceWords.head.events}</th>
        </tr>
      </thead>
      <tbody>
        {status.sources.toSorted(byNeed).map((source) => (
          <tr key={`${source.tenant}${source.code}`}>
            <th scope="row">
              <span className="mono">{source.code}</span>
              <span className={styles.why}>{source.tenant}</span>
            </th>
            <td className={source.health === 'SILENT' ? styles.loud : undefined}>
              {sourceWords.health[source.health]}
            </td>
            <td>
              {source.last_event_at === null ? (
                '—'
              ) : (
                <>
                  <Said
                    text={sourceWords.ago}
                    age={<Age at={source.last_event_at} zone={status.timezone} />}
                  />
                  <span className={styles.why}>
                    <LocalTime at={source.last_event_at} zone={status.timezone} style={{ seconds: true }} />
                  </span>
                </>
              )}
            </td>
            <td>{source.sites.toLocaleString(LOCALE)}</td>
            <td>{source.events.toLocaleString(LOCALE)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Which sources are heard and which fell silent. */
export function Sources({ status }: Pick<StatusProps, 'status'>) {
  const count = (health: Source['health']) =>
    status.sources.filter((source) => source.health === health).length;
  const silent = count('SILENT');
  return (
    <StatusPopover
      label={sourceWords.label(count('HEALTHY'), status.sources.length, silent)}
      title={sourceWords.title}
      isLoud={silent > 0}
    >
      {status.sources.length === 0 ? <p>{sourceWords.none}</p> : <SourceTable status={status} />}
      {status.quarantined > 0 && <p className={styles.why}>{sourceWords.quarantined(status.quarantined)}</p>}
    </StatusPopover>
  );
}
