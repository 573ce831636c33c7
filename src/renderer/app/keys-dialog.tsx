import { Button } from '#renderer/ui/button.tsx';
import { Key } from '#renderer/ui/key.tsx';
import { Modal, ModalActions } from '#renderer/ui/modal.tsx';
import { groupWords, keysDialogWords as words } from '#renderer/words/commands.ts';
import { DIALOG } from '#renderer/words/dialog.ts';
import type { Command, CommandGroup } from './commands/index.ts';
import { keyLabel } from './commands/index.ts';
import styles from './keys-dialog.module.css';

const GROUPS: readonly CommandGroup[] = Object.values(groupWords);

export type KeysDialogProps = {
  readonly open: boolean;
  readonly commands: readonly Command[];
  readonly onClose: () => void;
};

/** Every key and what it does. */
export function KeysDialog({ open, commands, onClose }: KeysDialogProps) {
  return (
    <Modal title={words.title} open={open} onClose={onClose} wide>
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
      <p className={styles.note}>{words.note}</p>
      <ModalActions>
        <Button kind="primary" shortcut="Esc" onClick={onClose}>
          {DIALOG.close}
        </Button>
      </ModalActions>
    </Modal>
  );
}
