import { Popover } from '@base-ui/react/popover';
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import type { EngineStatus } from '#contract/engine.ts';
import { useNow } from '#renderer/ui/clock.tsx';
import { formatAge, formatClock } from '#renderer/ui/time.ts';
import { counted, inWords } from '#renderer/ui/words.ts';
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

/** Which sources are heard and which fell silent. */
export function Sources({ status }: Pick<StatusProps, 'status'>) {
  const now = useNow(60_000);
  const heard = status.sources.filter((source) => source.health === 'HEALTHY').length;
  const isSilent = status.sources.some((source) => source.health === 'SILENT');
  return (
    <StatusPopover
      label={`sources ${heard}/${status.sources.length}`}
      title="Sources of telemetry"
      isLoud={isSilent}
    >
      {status.sources.length === 0 && <p>No source has sent anything yet.</p>}
      <ul className={styles.list}>
        {status.sources.map((source) => (
          <li key={`${source.tenant}${source.code}`}>
            <span className="mono">{source.code}</span>{' '}
            <span className={source.health === 'SILENT' ? styles.loud : undefined}>
              {source.health === 'NEVER' ? 'never heard' : source.health.toLowerCase()}
            </span>
            <span className={styles.why}>
              {counted(source.sites, 'site')}, {counted(source.events, 'event')}
              {source.last_received_at !== null && `, last ${formatAge(now - source.last_received_at)} ago`}
            </span>
          </li>
        ))}
      </ul>
      {status.quarantined > 0 && <p>{counted(status.quarantined, 'event')} in quarantine.</p>}
    </StatusPopover>
  );
}
