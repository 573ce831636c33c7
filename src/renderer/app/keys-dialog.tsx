import { Key } from '#renderer/ui/key.tsx';
import { Modal } from '#renderer/ui/modal.tsx';
import type { Command, CommandGroup } from './commands/index.ts';
import { keyLabel } from './commands/index.ts';
import styles from './keys-dialog.module.css';

const GROUPS: readonly CommandGroup[] = ['Findings', 'Feed', 'Go to', 'Screen'];

export type KeysDialogProps = {
  readonly open: boolean;
  readonly commands: readonly Command[];
  readonly onClose: () => void;
};

/** Every key and what it does. */
export function KeysDialog({ open, commands, onClose }: KeysDialogProps) {
  return (
    <Modal title="Keys" open={open} onClose={onClose} wide>
      <div className={styles.groups}>
        {GROUPS.map((group) => (
          <div key={group}>
            <h3 className={styles.group}>{group}</h3>
            <dl>
              {commands.map(
                ({ title, key, group: own }) =>
                  own === group &&
                  key !== null && (
                    <div key={title} className={styles.line}>
                      <dt>
                        <Key name={keyLabel(key)} />
                        <span className="visually-hidden">{keyLabel(key)}</span>
                      </dt>
                      <dd>{title}</dd>
                    </div>
                  ),
              )}
            </dl>
          </div>
        ))}
      </div>
      <p className={styles.note}>
        In the list the arrow keys, Page Up and Down, Home and End move too; → and ← unfold and fold what a
        finding explains. On the baselines the arrow keys lead through the metrics, the week and along the
        series, wherever the focus is.
      </p>
    </Modal>
  );
}
