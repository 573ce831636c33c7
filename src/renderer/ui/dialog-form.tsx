import type { FormEvent, KeyboardEvent, ReactNode } from 'react';
import { DIALOG } from '#renderer/words/dialog.ts';
import { Button } from './button.tsx';
import styles from './dialog-form.module.css';
import { ModalActions } from './modal.tsx';

/** Ctrl+Enter (or Cmd) sends a form from anywhere in it. */
function submitOnCtrlEnter(event: KeyboardEvent<HTMLFormElement>): void {
  if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
  event.preventDefault();
  event.currentTarget.requestSubmit();
}

export type DialogFormProps = {
  /** The verb on the button that sends it. */
  readonly verb: string;
  readonly testId: string;
  /** Whether everything that is needed has been given. */
  readonly isComplete: boolean;
  readonly onSubmit: () => void;
  readonly onCancel: () => void;
  readonly children: ReactNode;
};

/** The fields of a dialog above the way back and the way on. */
export function DialogForm({ verb, testId, isComplete, onSubmit, onCancel, children }: DialogFormProps) {
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isComplete) onSubmit();
  };
  return (
    <form className={styles.form} onSubmit={submit} onKeyDown={submitOnCtrlEnter}>
      {children}
      <ModalActions>
        <Button kind="quiet" shortcut="Esc" onClick={onCancel}>
          {DIALOG.cancel}
        </Button>
        <Button type="submit" kind="primary" shortcut="Ctrl ↵" data-testid={testId} disabled={!isComplete}>
          {verb}
        </Button>
      </ModalActions>
    </form>
  );
}
