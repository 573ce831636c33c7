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

const words = workflowWords.resolve;
const CHOICES = DISPOSITIONS.map((value) => ({ value, label: DISPOSITION_WORD[value] }));

/** What the findings were, and what was done: both are needed to close them. */
export function ResolveDialog(props: DialogProps) {
  const first = useRef<HTMLSelectElement>(null);
  return (
    <FindingsDialog {...props} what="resolve" verb={words.verb} focus={first}>
      <ResolveForm store={props.store} first={first} />
    </FindingsDialog>
  );
}

type FormProps = { readonly store: WorkflowStore; readonly first: RefObject<HTMLSelectElement | null> };

function ResolveForm({ store, first }: FormProps) {
  const { resolve, cancel } = useStore(store);
  const [disposition, setDisposition] = useState<Disposition | ''>('');
  const [note, setNote] = useState('');
  return (
    <DialogForm
      verb={words.verb}
      testId="resolve-confirm"
      isComplete={disposition !== '' && note.trim() !== ''}
      onSubmit={() => disposition !== '' && void resolve(disposition, note.trim())}
      onCancel={cancel}
    >
      <Field label={words.disposition}>
        <ChoiceField
          ref={first}
          required
          data-testid="resolve-disposition"
          value={disposition}
          choices={CHOICES}
          empty={words.choose}
          onChoose={setDisposition}
        />
      </Field>
      <Field label={words.note}>
        <NoteField
          required
          maxLength={4_000}
          data-testid="resolve-note"
          value={note}
          onChange={(event) => setNote(event.target.value)}
        />
      </Field>
      <p className={styles.hint}>{words.hint}</p>
    </DialogForm>
  );
}
