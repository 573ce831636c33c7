import { useState } from 'react';
import { useStore } from 'zustand';
import { FIELDS } from '#core/model/action.ts';
import { DialogForm } from '#renderer/ui/dialog-form.tsx';
import { ChoiceField, Field, NoteField, TextField } from '#renderer/ui/field.tsx';
import { Modal } from '#renderer/ui/modal.tsx';
import { actionFormWords as words } from '#renderer/words/actions.ts';
import { begin, type Draft, draftOf, isComplete, type Kind, saveOf } from './action-draft.ts';
import styles from './actions.module.css';
import type { ActionRow, ActionsStore } from './actions-store.ts';

type Change = (patch: Partial<Draft>) => void;
type PartProps = { readonly draft: Draft; readonly change: Change; readonly keepsSecret: boolean };

const KINDS = (['WEBHOOK', 'SMS', 'TICKET', 'MAIL'] as const).map((value) => ({
  value,
  label: words.kinds[value],
}));
const METHODS = (['POST', 'PUT'] as const).map((value) => ({ value, label: value }));
const SECURITIES = (['TLS', 'STARTTLS', 'NONE'] as const).map((value) => ({ value, label: value }));

type TextName = { [K in keyof Draft]: Draft[K] extends string ? K : never }[keyof Draft];
const Text = ({
  name,
  label,
  draft,
  change,
}: PartProps & { readonly name: TextName; readonly label: string }) => (
  <Field label={label}>
    <TextField
      value={draft[name]}
      data-testid={`action-${name}`}
      onChange={(event) => change({ [name]: event.target.value })}
    />
  </Field>
);
const Lines = ({
  name,
  label,
  rows,
  draft,
  change,
}: PartProps & { readonly name: TextName; readonly label: string; readonly rows: number }) => (
  <Field label={label}>
    <NoteField
      rows={rows}
      className={styles.code ?? ''}
      value={draft[name]}
      data-testid={`action-${name}`}
      onChange={(event) => change({ [name]: event.target.value })}
    />
  </Field>
);
const Secret = ({ label, draft, change, keepsSecret }: PartProps & { readonly label: string }) => (
  <Field label={label}>
    <TextField
      type="password"
      autoComplete="off"
      value={draft.secret}
      placeholder={keepsSecret ? words.secretKept : ''}
      data-testid="action-secret"
      onChange={(event) => change({ secret: event.target.value })}
    />
  </Field>
);

const WebhookPart = (part: PartProps) => (
  <>
    <div className={styles.address}>
      <Field label={words.method}>
        <ChoiceField
          value={part.draft.method}
          choices={METHODS}
          onChoose={(method) => part.change({ method })}
        />
      </Field>
      <Text {...part} name="url" label={words.url} />
    </div>
    <Lines {...part} name="headers" label={words.headers} rows={2} />
    <Secret {...part} label={words.secret} />
    <Lines {...part} name="template" label={words.template} rows={6} />
    <Lines {...part} name="resolve" label={words.resolve} rows={3} />
  </>
);

const MailPart = (part: PartProps) => (
  <>
    <div className={styles.row}>
      <Text {...part} name="host" label={words.host} />
      <Text {...part} name="port" label={words.port} />
      <Field label={words.security}>
        <ChoiceField
          value={part.draft.security}
          choices={SECURITIES}
          onChoose={(security) => part.change({ security })}
        />
      </Field>
    </div>
    <div className={styles.row}>
      <Text {...part} name="username" label={words.username} />
      <Secret {...part} label={words.secretMail} />
    </div>
    <div className={styles.row}>
      <Text {...part} name="from" label={words.from} />
      <Text {...part} name="to" label={words.to} />
    </div>
    <Text {...part} name="subject" label={words.subject} />
    <Lines {...part} name="template" label={words.text} rows={6} />
    <Lines {...part} name="resolve" label={words.resolveText} rows={3} />
  </>
);

type ActionDialogProps = {
  readonly store: ActionsStore;
  /** null: a new one. */
  readonly action: ActionRow | null;
  readonly onClose: () => void;
};

/** An action with everything that it sends. */
export function ActionDialog({ store, action, onClose }: ActionDialogProps) {
  const { command, refusal } = useStore(store);
  const [draft, setDraft] = useState<Draft>(() => (action === null ? begin('WEBHOOK') : draftOf(action)));
  const change: Change = (patch) => setDraft((before) => ({ ...before, ...patch }));
  const part = { draft, change, keepsSecret: action?.has_secret === true };
  const choose = (kind: Kind) => setDraft(begin(kind));
  return (
    <Modal
      title={action === null ? words.addTitle : words.changeTitle(action.title)}
      wide
      open
      onClose={onClose}
    >
      <DialogForm
        verb={words.verb}
        testId="action-save"
        isComplete={isComplete(draft)}
        onSubmit={() => void command('actions.save', saveOf(draft)).then((done) => done && onClose())}
        onCancel={onClose}
      >
        {action === null && (
          <Field label={words.kind}>
            <ChoiceField value={draft.kind} choices={KINDS} data-testid="action-kind" onChoose={choose} />
          </Field>
        )}
        <div className={styles.row}>
          <Text {...part} name="title" label={words.title} />
          {action === null && <Text {...part} name="name" label={words.name} />}
          <Text {...part} name="cap" label={words.cap} />
          <label className={styles.tick}>
            <input
              type="checkbox"
              checked={draft.on}
              onChange={(event) => change({ on: event.target.checked })}
            />
            {words.isOn}
          </label>
        </div>
        {draft.kind === 'MAIL' ? <MailPart {...part} /> : <WebhookPart {...part} />}
        <p className={styles.faint}>
          {words.fields} {FIELDS.map((field) => `{{${field}}}`).join(' ')}
        </p>
        {refusal !== undefined && (
          <p role="alert" className={styles.warning}>
            {refusal.message}
          </p>
        )}
      </DialogForm>
    </Modal>
  );
}
