import { useState } from 'react';
import { useStore } from 'zustand';
import { DialogForm } from '#renderer/ui/dialog-form.tsx';
import { Field, TextField } from '#renderer/ui/field.tsx';
import { Modal } from '#renderer/ui/modal.tsx';
import { saveWords as words } from '#renderer/words/runbooks.ts';
import type { RunbooksStore } from './runbooks-store.ts';
import { Changes } from './versions-card.tsx';

type SaveProps = { readonly store: RunbooksStore; readonly onClose: () => void };

/** Shows what a new version changes, and asks why. */
export function SaveDialog({ store, onClose }: SaveProps) {
  const { difference, busy, refusal, save } = useStore(store);
  const [reason, setReason] = useState('');
  const submit = async () => {
    if (await save(reason)) onClose();
  };
  return (
    <Modal title={words.title} description={words.means} open onClose={onClose} wide>
      <Changes changes={difference ?? []} />
      <DialogForm
        verb={words.verb}
        testId="runbook-save"
        isComplete={!busy && difference !== null}
        onSubmit={() => void submit()}
        onCancel={onClose}
      >
        <Field label={words.reason}>
          <TextField value={reason} maxLength={500} onChange={(event) => setReason(event.target.value)} />
        </Field>
        <p role="status">{refusal?.message}</p>
      </DialogForm>
    </Modal>
  );
}
