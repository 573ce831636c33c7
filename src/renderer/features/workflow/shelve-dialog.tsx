import type { RefObject } from 'react';
import { useRef, useState } from 'react';
import { useStore } from 'zustand';
import { MINUTE } from '#core/model/time.ts';
import { Button } from '#renderer/ui/button.tsx';
import { DialogForm } from '#renderer/ui/dialog-form.tsx';
import { Field, TextField } from '#renderer/ui/field.tsx';
import { formatAge } from '#renderer/ui/time.ts';
import { workflowWords } from '#renderer/words/workflow.ts';
import styles from './dialogs.module.css';
import type { DialogProps } from './findings-dialog.tsx';
import { FindingsDialog } from './findings-dialog.tsx';
import type { WorkflowStore } from './workflow-store.ts';

const words = workflowWords.shelve;
const QUICK = [15, 30, 60, 240, 480];
/** A week, in minutes. */
const LONGEST = 10_080;

/** For how long and why: shelved findings are listed under Shelved and come back by themselves. */
export function ShelveDialog(props: DialogProps) {
  const first = useRef<HTMLInputElement>(null);
  return (
    <FindingsDialog {...props} what="shelve" verb={words.verb} focus={first}>
      <ShelveForm store={props.store} first={first} />
    </FindingsDialog>
  );
}

type FormProps = { readonly store: WorkflowStore; readonly first: RefObject<HTMLInputElement | null> };

function ShelveForm({ store, first }: FormProps) {
  const { shelve, cancel } = useStore(store);
  const [minutes, setMinutes] = useState(30);
  const [reason, setReason] = useState('');
  return (
    <DialogForm
      verb={words.verb}
      testId="shelve-confirm"
      isComplete={Number.isInteger(minutes) && minutes >= 1 && minutes <= LONGEST && reason.trim() !== ''}
      onSubmit={() => void shelve(minutes, reason.trim())}
      onCancel={cancel}
    >
      <Field label={words.minutes}>
        <TextField
          ref={first}
          type="number"
          min={1}
          max={LONGEST}
          required
          data-testid="shelve-minutes"
          value={Number.isNaN(minutes) ? '' : minutes}
          onChange={(event) => setMinutes(event.target.valueAsNumber)}
        />
      </Field>
      <div className={styles.quick}>
        {QUICK.map((each) => (
          <Button key={each} kind="quiet" pressed={each === minutes} onClick={() => setMinutes(each)}>
            {formatAge(each * MINUTE)}
          </Button>
        ))}
      </div>
      <Field label={words.reason}>
        <TextField
          required
          maxLength={1_000}
          data-testid="shelve-reason"
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
      </Field>
    </DialogForm>
  );
}
