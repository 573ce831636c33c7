import { useState } from 'react';
import { useStore } from 'zustand';
import { asksWhereTo } from '#core/model/action.ts';
import { DialogForm } from '#renderer/ui/dialog-form.tsx';
import { Field, TextField } from '#renderer/ui/field.tsx';
import { Modal } from '#renderer/ui/modal.tsx';
import { actionTestWords as words } from '#renderer/words/actions.ts';
import styles from './actions.module.css';
import type { ActionRow, ActionsStore, TestResult } from './actions-store.ts';

type TestDialogProps = {
  readonly store: ActionsStore;
  readonly action: ActionRow;
  readonly onClose: () => void;
};

/** Sends one marked message to where an action goes, and tells what came of it. */
export function TestDialog({ store, action, onClose }: TestDialogProps) {
  const { busy, test } = useStore(store);
  const [to, setTo] = useState('');
  const [result, setResult] = useState<TestResult>();
  const { means, name, title } = action;
  const asks = means !== null && asksWhereTo({ means });
  const send = async () => {
    setResult(undefined);
    setResult(await test(name, to));
  };
  const isRefused = result !== undefined && 'refused' in result;
  return (
    <Modal title={words.title(title)} description={words.means} open onClose={onClose}>
      <DialogForm
        verb={result === undefined ? words.verb : words.again}
        testId="action-test-send"
        isComplete={!busy && (!asks || to.trim() !== '')}
        onSubmit={() => void send()}
        onCancel={onClose}
      >
        {asks && (
          <Field label={words.to}>
            <TextField
              value={to}
              maxLength={254}
              data-testid="action-test-to"
              onChange={(event) => setTo(event.target.value)}
            />
          </Field>
        )}
        <p role="status" data-testid="action-test-result" className={isRefused ? styles.warning : undefined}>
          {busy && words.underway}
          {result !== undefined &&
            ('refused' in result ? result.refused : words.told(result.arrived, result.outcome))}
        </p>
      </DialogForm>
    </Modal>
  );
}
