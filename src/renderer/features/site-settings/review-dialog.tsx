import { useState } from 'react';
import { useStore } from 'zustand';
import { ConfigurationChanges } from '#renderer/ui/configuration-changes.tsx';
import { DialogForm } from '#renderer/ui/dialog-form.tsx';
import { Field, TextField } from '#renderer/ui/field.tsx';
import { Modal } from '#renderer/ui/modal.tsx';
import { REVIEW } from '#renderer/words/site-settings.ts';
import type { SettingsStore } from './settings-store.ts';
import styles from './site-settings.module.css';

type ReviewProps = { readonly store: SettingsStore; readonly open: boolean; readonly onClose: () => void };

/** What will change, field by field, and why: the last step before it is one version. */
export function ReviewDialog({ store, open, onClose }: ReviewProps) {
  const { diff, busy, refusal, save } = useStore(store);
  const [reason, setReason] = useState('');
  const changed = (diff?.entries ?? []).filter(({ change }) => change !== 'unchanged');
  const submit = async () => {
    if (!(await save(reason))) return;
    setReason('');
    onClose();
  };
  return (
    <Modal title={REVIEW.title} open={open} onClose={onClose} wide>
      <DialogForm
        verb={busy ? REVIEW.saving : REVIEW.save}
        testId="settings-save"
        isComplete={changed.length > 0 && !busy}
        onSubmit={() => void submit()}
        onCancel={onClose}
      >
        {changed.length > 1 && <p>{REVIEW.many(changed.length)}</p>}
        {changed.length === 0 ? <p>{REVIEW.nothing}</p> : <ConfigurationChanges entries={changed} />}
        <Field label={REVIEW.reason}>
          <TextField value={reason} maxLength={500} onChange={(event) => setReason(event.target.value)} />
        </Field>
        {refusal !== undefined && (
          <p role="alert" className={styles.problem}>
            {refusal.message}
          </p>
        )}
      </DialogForm>
    </Modal>
  );
}
