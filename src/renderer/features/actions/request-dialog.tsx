import { useState } from 'react';
import { useStore } from 'zustand';
import { ContentPreview } from '#renderer/ui/content-view.tsx';
import { DialogForm } from '#renderer/ui/dialog-form.tsx';
import { ChoiceField, Field, NoteField } from '#renderer/ui/field.tsx';
import { Modal } from '#renderer/ui/modal.tsx';
import { requestWords as words } from '#renderer/words/actions.ts';
import styles from './actions.module.css';
import type { ActionsStore } from './actions-store.ts';

type RequestDialogProps = {
  readonly store: ActionsStore;
  /** Says that it was asked for. */
  readonly onAsked: (words: string) => void;
};

/** Asks that an action be done about a finding, with exactly what it would send before one's eyes. */
export function RequestDialog({ store, onAsked }: RequestDialogProps) {
  const { about, setup, preview, refusal, ask, show, command } = useStore(store);
  const [action, setAction] = useState('');
  const [reason, setReason] = useState('');
  if (about === null) return null;
  const choices = (setup?.actions ?? [])
    .filter(({ on }) => on)
    .map(({ name, title }) => ({ value: name, label: title }));
  const close = () => ask(null);
  const send = async () => {
    if (!(await command('deliveries.request', { finding: about.finding, action, reason: reason.trim() })))
      return;
    onAsked(words.asked);
    close();
  };
  return (
    <Modal title={words.title} description={about.title} wide open onClose={close}>
      <DialogForm
        verb={words.verb}
        testId="request-send"
        isComplete={preview !== undefined && reason.trim() !== ''}
        onSubmit={() => void send()}
        onCancel={close}
      >
        {setup !== undefined && choices.length === 0 ? (
          <p role="status">{words.none}</p>
        ) : (
          <>
            <Field label={words.action}>
              <ChoiceField
                value={action}
                choices={choices}
                empty={words.choose}
                data-testid="request-action"
                onChoose={(name) => {
                  setAction(name);
                  void show(name);
                }}
              />
            </Field>
            <Field label={words.reason}>
              <NoteField
                value={reason}
                maxLength={500}
                data-testid="request-reason"
                onChange={(event) => setReason(event.target.value)}
              />
            </Field>
          </>
        )}
        {preview !== undefined && (
          <ContentPreview preview={preview}>
            {preview.tells_end && <p className={styles.faint}>{words.tellsEnd}</p>}
          </ContentPreview>
        )}
        {refusal !== undefined && (
          <p role="alert" className={styles.warning}>
            {refusal.message}
          </p>
        )}
      </DialogForm>
    </Modal>
  );
}
