import { useState } from 'react';
import { useStore } from 'zustand';
import { DialogForm } from '#renderer/ui/dialog-form.tsx';
import { Field, TextField } from '#renderer/ui/field.tsx';
import { Modal } from '#renderer/ui/modal.tsx';
import { beginWords as words } from '#renderer/words/runbooks.ts';
import styles from './runbooks.module.css';
import type { RunbooksStore } from './runbooks-store.ts';

type BeginProps = { readonly store: RunbooksStore; readonly onClose: () => void };

/** Asks for the finding type of a new runbook, which begins as the one that is shown. */
export function BeginDialog({ store, onClose }: BeginProps) {
  const { shelf = [], chosen, begin } = useStore(store);
  const [text, setText] = useState('');
  const type = text.trim().toUpperCase();
  const isTaken = shelf.some(({ finding_type }) => finding_type === type);
  return (
    <Modal title={words.title} description={words.means(chosen ?? '')} open onClose={onClose}>
      <DialogForm
        verb={words.verb}
        testId="runbook-begin"
        isComplete={type !== '' && !isTaken}
        onSubmit={() => {
          begin(type);
          onClose();
        }}
        onCancel={onClose}
      >
        <Field label={words.type}>
          <TextField
            value={text}
            maxLength={81}
            placeholder={words.example}
            onChange={(event) => setText(event.target.value)}
          />
          {isTaken && <span className={styles.problem}>{words.taken(type)}</span>}
        </Field>
      </DialogForm>
    </Modal>
  );
}
