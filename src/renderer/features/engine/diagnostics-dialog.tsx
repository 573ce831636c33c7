import type { Answer } from '#contract/index.ts';
import { fromBase64 } from '#renderer/ui/base64.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Modal, ModalActions } from '#renderer/ui/modal.tsx';
import { saveFile } from '#renderer/ui/save-file.ts';
import { DIAGNOSTICS } from '#renderer/words/diagnostics.ts';
import styles from './diagnostics-dialog.module.css';

export type DiagnosticsDialogProps = {
  readonly made: Answer<'diagnostics.make'>;
  readonly onClose: () => void;
};

/** What is in the file, before anybody has it. */
export function DiagnosticsDialog({ made, onClose }: DiagnosticsDialogProps) {
  const save = () => {
    saveFile(made.name, fromBase64(made.zip), 'application/zip');
    onClose();
  };
  return (
    <Modal title={DIAGNOSTICS.title} description={DIAGNOSTICS.description} open onClose={onClose}>
      <ul className={styles.inside} aria-label={DIAGNOSTICS.inside} data-testid="diagnostics-inside">
        {made.parts.map(({ file, about, bytes }) => (
          <li key={file}>
            <span>{about}</span>
            <span className={styles.file}>{file}</span>
            <span className={styles.size}>{DIAGNOSTICS.size(bytes)}</span>
          </li>
        ))}
      </ul>
      <ModalActions>
        <Button kind="quiet" shortcut="Esc" onClick={onClose}>
          {DIAGNOSTICS.cancel}
        </Button>
        <Button kind="primary" data-testid="diagnostics-save" onClick={save}>
          {DIAGNOSTICS.save}
        </Button>
      </ModalActions>
    </Modal>
  );
}
