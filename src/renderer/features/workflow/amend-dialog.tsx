import type { RefObject } from 'react';
import { useRef, useState } from 'react';
import { useStore } from 'zustand';
import type { Disposition } from '#core/model/finding.ts';
import { DISPOSITIONS } from '#core/model/finding.ts';
import { DialogForm } from '#renderer/ui/dialog-form.tsx';
import { ChoiceField, Field, NoteField } from '#renderer/ui/field.tsx';
import { DISPOSITION_WORD } from '#renderer/words/codes.ts';
import { workflowWords } from '#renderer/words/workflow.ts';
import styles from './dialogs.module.css';
import type { DialogProps } from './findings-dialog.tsx';
import { FindingsDialog } from './findings-dialog.tsx';
import type { WorkflowStore } from './workflow-store.ts';

const words = workflowWords.amend;
const CHOICES = DISPOSITIONS.map((value) => ({ value, label: DISPOSITION_WORD[value] }));

/** What resolved findings really were, and why that is known now: what they were called before stays beside it. */
export function AmendDialog(props: DialogProps) {
  const first = useRef<HTMLSelectElement>(null);
  return (
    <FindingsDialog {...props} what="amend" verb={words.verb} focus={first}>
      <AmendForm store={props.store} first={first} />
    </FindingsDialog>
  );
}

type FormProps = { readonly store: WorkflowStore; readonly first: RefObject<HTMLSelectElement | null> };

function AmendForm({ store, first }: FormProps) {
  const { amend, cancel } = useStore(store);
  const [disposition, setDisposition] = useState<Disposition | ''>('');
  const [reason, setReason] = useState('');
  return (
    <DialogForm
      verb={words.verb}
      testId="amend-confirm"
      isComplete={disposition !== '' && reason.trim() !== ''}
      onSubmit={() => disposition !== '' && void amend(disposition, reason.trim())}
      onCancel={cancel}
    >
      <Field label={words.disposition}>
        <ChoiceField
          ref={first}
          required
          data-testid="amend-disposition"
          value={disposition}
          choices={CHOICES}
          empty={workflowWords.resolve.choose}
          onChoose={setDisposition}
        />
      </Field>
      <Field label={words.reason}>
        <NoteField
          required
          maxLength={1_000}
          data-testid="amend-reason"
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
      </Field>
      <p className={styles.hint}>{words.hint}</p>
    </DialogForm>
  );
}
