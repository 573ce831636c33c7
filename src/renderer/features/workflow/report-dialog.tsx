import type { RefObject } from 'react';
import { useRef, useState } from 'react';
import { useStore } from 'zustand';
import type { FindingCategory, FindingSeverity } from '#core/model/finding.ts';
import { CATEGORIES, SEVERITIES } from '#core/model/finding.ts';
import { DialogForm } from '#renderer/ui/dialog-form.tsx';
import { ChoiceField, Field, FieldGroup, NoteField, TextField } from '#renderer/ui/field.tsx';
import { Modal } from '#renderer/ui/modal.tsx';
import { Picker } from '#renderer/ui/picker.tsx';
import { inWords, SEVERITY_WORD } from '#renderer/words/codes.ts';
import { reportWords as words } from '#renderer/words/workflow.ts';
import styles from './dialogs.module.css';
import type { WorkflowStore } from './workflow-store.ts';

const SEVERITY_CHOICES = SEVERITIES.map((value) => ({ value, label: SEVERITY_WORD[value] }));
const CATEGORY_CHOICES = CATEGORIES.map((value) => ({ value, label: inWords(value) }));

export type ReportDialogProps = {
  readonly store: WorkflowStore;
  readonly sites: readonly { readonly code: string; readonly name: string }[];
};

/** Something that somebody saw or heard and no rule looks for. */
export function ReportDialog(props: ReportDialogProps) {
  const { asking, cancel } = useStore(props.store);
  const first = useRef<HTMLInputElement>(null);
  return (
    <Modal
      title={words.title}
      description={words.description}
      open={asking?.what === 'report'}
      onClose={cancel}
      focus={first}
    >
      <ReportForm {...props} first={first} />
    </Modal>
  );
}

type FormProps = ReportDialogProps & { readonly first: RefObject<HTMLInputElement | null> };

function ReportForm({ store, sites, first }: FormProps) {
  const { asking, report, cancel } = useStore(store);
  const [site, setSite] = useState(asking?.what === 'report' ? asking.site : null);
  const [severity, setSeverity] = useState<FindingSeverity>('MEDIUM');
  const [category, setCategory] = useState<FindingCategory>('OPERATIONAL');
  const [title, setTitle] = useState('');
  const [note, setNote] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const send = async () => {
    if (site === null) return;
    const fault = await report({ site, severity, category, title: title.trim(), note: note.trim() });
    setProblem(fault?.message ?? null);
  };
  const names = new Map(sites.map(({ code, name }) => [code, name]));
  return (
    <DialogForm
      verb={words.verb}
      testId="report-confirm"
      isComplete={site !== null && title.trim() !== '' && note.trim() !== ''}
      onSubmit={() => void send()}
      onCancel={cancel}
    >
      <Field label={words.what}>
        <TextField
          ref={first}
          required
          maxLength={120}
          data-testid="report-title"
          value={title}
          onChange={(event) => setTitle(event.target.value)}
        />
      </Field>
      <div className={styles.row}>
        <FieldGroup label={words.site}>
          <Picker
            label={words.pick}
            name={words.site}
            value={site}
            items={sites.map(({ code }) => code)}
            describe={(code) => `${code} ${names.get(code) ?? ''}`.trim()}
            onPick={setSite}
          />
        </FieldGroup>
        <Field label={words.severity}>
          <ChoiceField
            data-testid="report-severity"
            value={severity}
            choices={SEVERITY_CHOICES}
            onChoose={setSeverity}
          />
        </Field>
        <Field label={words.category}>
          <ChoiceField value={category} choices={CATEGORY_CHOICES} onChoose={setCategory} />
        </Field>
      </div>
      <Field label={words.note}>
        <NoteField
          required
          maxLength={4_000}
          data-testid="report-note"
          value={note}
          onChange={(event) => setNote(event.target.value)}
        />
      </Field>
      {problem !== null && <p role="alert">{problem}</p>}
    </DialogForm>
  );
}
