import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { Permitted } from '#renderer/api/permitted.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { Modal, ModalActions } from '#renderer/ui/modal.tsx';
import { NamedTable } from '#renderer/ui/named-table.tsx';
import { LoadingState } from '#renderer/ui/states.tsx';
import { LocalTime } from '#renderer/ui/times.tsx';
import { personName } from '#renderer/words/codes.ts';
import { HISTORY } from '#renderer/words/site-settings.ts';
import type { SettingsStore, Version } from './settings-store.ts';
import styles from './site-settings.module.css';

type HistoryProps = {
  readonly store: SettingsStore;
  readonly open: boolean;
  /** Time zone of the installation. */
  readonly zone: string;
  readonly onClose: () => void;
};

function whatOf({ kind, files, undone }: Version): string {
  if (kind === 'roll-back' && undone !== null) return HISTORY.undone(undone);
  return kind === 'files' && files.length > 0 ? HISTORY.files(files) : HISTORY.what[kind];
}

/** Every version of the configuration, and the way to take one back. */
export function HistoryDialog({ store, open, zone, onClose }: HistoryProps) {
  const { versions, loadVersions, undo } = useStore(store);
  const [said, setSaid] = useState<string | null>(null);
  useEffect(() => {
    if (open) void loadVersions();
  }, [open, loadVersions]);
  const { head } = HISTORY;
  const takeBack = async (version: number) => {
    const reply = await undo(version);
    setSaid(reply.ok ? HISTORY.tookBack(version, reply.value.left) : reply.fault.message);
  };
  return (
    <Modal title={HISTORY.title} description={HISTORY.note} open={open} onClose={onClose} wide>
      {versions === undefined ? (
        <LoadingState label={HISTORY.loading} />
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys
        <section className={styles.versions} tabIndex={0} aria-label={HISTORY.title}>
          <NamedTable
            label={HISTORY.title}
            heads={[head.version, head.when, head.who, head.what, head.counts, head.why, HISTORY.undo]}
            rows={versions.map((row) => ({
              key: String(row.version),
              cells: [
                row.version,
                <LocalTime key="when" at={row.at} zone={zone} />,
                personName(row.actor),
                whatOf(row),
                HISTORY.counts(row),
                row.reason,
                <Permitted key="undo" by="configuration.roll_back">
                  <Button
                    kind="quiet"
                    aria-label={HISTORY.undoOf(row.version)}
                    onClick={() => void takeBack(row.version)}
                  >
                    {HISTORY.undo}
                  </Button>
                </Permitted>,
              ],
            }))}
          />
        </section>
      )}
      <p role="status">{said}</p>
      <ModalActions>
        <Button onClick={onClose}>{HISTORY.close}</Button>
      </ModalActions>
    </Modal>
  );
}
