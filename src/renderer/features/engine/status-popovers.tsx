import { Popover } from '@base-ui/react/popover';
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import type { EngineStatus } from '#contract/engine.ts';
import { useNow } from '#renderer/ui/clock.tsx';
import { formatClock } from '#renderer/ui/time.ts';
import { Age, LocalTime } from '#renderer/ui/times.tsx';
import { counted, inWords } from '#renderer/words/codes.ts';
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
      label={`${status.suppressed} suppressed`}
      title="Held back by maintenance"
      onOpen={() => void loadSuppressed()}
    >
      {suppressed === undefined && <p role="status">Loading…</p>}
      {suppressed?.length === 0 && <p>Nothing is held back now.</p>}
      <ul className={styles.list}>
        {suppressed?.map((row) => (
          <li key={`${row.site}${row.finding_type}${row.subject}${row.window_start}`}>
            <span className="mono">{row.site}</span> {inWords(row.finding_type)}{' '}
            {row.subject !== '' && <code>{row.subject}</code>}
            <span className={styles.why}>
              {row.reason}, until {formatClock(row.window_end, status.timezone, now)}; seen {row.count}×
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

const HEALTH_WORD: Readonly<Record<Source['health'], string>> = {
  HEALTHY: 'heard as usual',
  SILENT: '▲ silent for longer than usual',
  NEVER: 'never heard',
};

function SourceTable({ status }: Pick<StatusProps, 'status'>) {
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">source</th>
          <th scope="col">health</th>
          <th scope="col">last event</th>
          <th scope="col">sites</th>
          <th scope="col">events</th>
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
              {HEALTH_WORD[source.health]}
            </td>
            <td>
              {source.last_event_at === null ? (
                '—'
              ) : (
                <>
                  <Age at={source.last_event_at} zone={status.timezone} /> ago
                  <span className={styles.why}>
                    <LocalTime at={source.last_event_at} zone={status.timezone} style={{ seconds: true }} />
                  </span>
                </>
              )}
            </td>
            <td>{source.sites.toLocaleString('en-GB')}</td>
            <td>{source.events.toLocaleString('en-GB')}</td>
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
  const heard = `sources ${count('HEALTHY')}/${status.sources.length}`;
  return (
    <StatusPopover
      label={silent === 0 ? heard : `${heard}, ${silent} silent`}
      title="Sources of telemetry"
      isLoud={silent > 0}
    >
      {status.sources.length === 0 ? (
        <p>No source has sent anything yet.</p>
      ) : (
        <SourceTable status={status} />
      )}
      {status.quarantined > 0 && (
        <p className={styles.why}>
          {counted(status.quarantined, 'event')} in quarantine: not understood, from the future, or of unknown
          sites.
        </p>
      )}
    </StatusPopover>
  );
}
