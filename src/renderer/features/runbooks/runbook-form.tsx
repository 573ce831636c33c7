import { useStore } from 'zustand';
import { CATEGORIES, SEVERITIES } from '#core/model/finding.ts';
import { Card } from '#renderer/ui/card.tsx';
import { ChoiceField, Field, NoteField, TextField } from '#renderer/ui/field.tsx';
import { capital, inWords, SEVERITY_WORD } from '#renderer/words/codes.ts';
import { runbookScreenWords as words } from '#renderer/words/runbooks.ts';
import type { Draft } from './draft.ts';
import { ProblemAt } from './problem-at.tsx';
import styles from './runbooks.module.css';
import type { Editing, RunbooksStore } from './runbooks-store.ts';
import { StepsEditor } from './steps-editor.tsx';

export type FormProps = { readonly store: RunbooksStore; readonly editing: Editing };

type TextName = {
  [Name in keyof Draft]: Draft[Name] extends string ? Name : never;
}[keyof Draft];

/** A line of text, with what is wrong with it beneath. */
function TextRow({
  store,
  editing,
  name,
  hint,
}: FormProps & { readonly name: TextName; readonly hint?: string }) {
  const change = useStore(store, (state) => state.change);
  return (
    <Field label={words.fields[name]}>
      <TextField
        value={editing.draft[name]}
        placeholder={hint}
        data-field={name}
        onChange={(event) => change({ [name]: event.target.value })}
      />
      <ProblemAt store={store} place={name} />
    </Field>
  );
}

function Tick({ store, editing, name }: FormProps & { readonly name: 'auto_action_enabled' | 'low_risk' }) {
  const change = useStore(store, (state) => state.change);
  return (
    <label className={styles.tick}>
      <input
        type="checkbox"
        checked={editing.draft[name]}
        onChange={(event) => change({ [name]: event.target.checked })}
      />
      {words.fields[name]}
    </label>
  );
}

/** A runbook as it is being written. */
export function RunbookForm({ store, editing }: FormProps) {
  const change = useStore(store, (state) => state.change);
  const { draft, base } = editing;
  const row = { store, editing };
  return (
    <>
      <Card
        title={base === 0 ? words.newFor(draft.finding_type) : words.newVersion(draft.finding_type, base + 1)}
      >
        <div className={styles.form}>
          <TextRow {...row} name="title" />
          <Field label={words.fields.description}>
            <NoteField
              value={draft.description}
              onChange={(event) => change({ description: event.target.value })}
            />
            <ProblemAt store={store} place="description" />
          </Field>
          <div className={styles.row}>
            <Field label={words.fields.category}>
              <ChoiceField
                value={draft.category}
                choices={CATEGORIES.map((value) => ({ value, label: capital(inWords(value)) }))}
                onChoose={(category) => change({ category })}
              />
            </Field>
            <Field label={words.fields.severity}>
              <ChoiceField
                value={draft.severity}
                choices={SEVERITIES.map((value) => ({ value, label: SEVERITY_WORD[value] }))}
                onChoose={(severity) => change({ severity })}
              />
            </Field>
            <TextRow {...row} name="escalation_sla_minutes" />
            <TextRow {...row} name="escalate_to_role" />
          </div>
          <TextRow {...row} name="evidence_required" hint={words.commas} />
          <TextRow {...row} name="auto_actions" hint={words.commas} />
          <div className={styles.row}>
            <Tick {...row} name="auto_action_enabled" />
            <Tick {...row} name="low_risk" />
          </div>
        </div>
      </Card>
      <Card title={words.fields.steps}>
        <StepsEditor store={store} steps={draft.steps} />
      </Card>
    </>
  );
}
