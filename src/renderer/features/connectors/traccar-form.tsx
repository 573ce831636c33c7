import { useState } from 'react';
import type { TraccarDto } from '#contract/connectors.ts';
import { DialogForm } from '#renderer/ui/dialog-form.tsx';
import { ChoiceField, Field, NoteField, TextField } from '#renderer/ui/field.tsx';
import { Modal } from '#renderer/ui/modal.tsx';
import { traccarFormWords as words } from '#renderer/words/connectors.ts';
import styles from './connectors.module.css';
import type { ConnectorsState } from './connectors-store.ts';
import { draftOf, EVERY_TENANT, inputOf, isComplete, type TraccarDraft } from './traccar-draft.ts';

export type TraccarFormProps = {
  readonly server: TraccarDto | null;
  readonly tenants: readonly string[];
  readonly save: ConnectorsState['saveTraccar'];
  readonly refusal: string | undefined;
  readonly onClose: () => void;
};

/** A Traccar server whose history is asked for: where it is, as whom, and of which devices. */
export function TraccarForm({ server, tenants, save, refusal, onClose }: TraccarFormProps) {
  const [draft, setDraft] = useState(() => draftOf(server));
  const text = (field: keyof TraccarDraft) => ({
    value: draft[field],
    onChange: (event: { readonly target: { readonly value: string } }) =>
      setDraft({ ...draft, [field]: event.target.value }),
  });
  const secret = (isSet: boolean | undefined) => ({
    type: 'password',
    autoComplete: 'new-password',
    placeholder: isSet === true ? words.isSet : undefined,
  });
  const send = async () => {
    if (await save(inputOf(draft))) onClose();
  };
  return (
    <Modal title={server === null ? words.add : words.change(server.name)} open wide onClose={onClose}>
      <DialogForm
        verb={words.verb}
        testId="traccar-save"
        isComplete={isComplete(draft)}
        onSubmit={() => void send()}
        onCancel={onClose}
      >
        <p>{words.means}</p>
        <Field label={words.name}>
          <TextField {...text('name')} readOnly={server !== null} maxLength={64} />
        </Field>
        <Field label={words.url}>
          <TextField {...text('url')} />
        </Field>
        <div className={styles.pair}>
          <Field label={words.user}>
            <TextField {...text('user')} autoComplete="off" />
          </Field>
          <Field label={words.password}>
            <TextField {...text('password')} {...secret(server?.has_password)} />
          </Field>
        </div>
        <Field label={words.token}>
          <TextField {...text('token')} {...secret(server?.has_token)} />
        </Field>
        <Field label={words.tenant}>
          <ChoiceField
            value={draft.tenant}
            choices={[
              { value: EVERY_TENANT, label: words.everyTenant },
              ...tenants.map((code) => ({ value: code, label: code })),
            ]}
            onChoose={(tenant) => setDraft({ ...draft, tenant })}
          />
        </Field>
        <div className={styles.pair}>
          <Field label={words.every}>
            <TextField {...text('every')} inputMode="numeric" />
          </Field>
          <Field label={words.back}>
            <TextField {...text('back')} inputMode="numeric" />
          </Field>
        </div>
        <Field label={words.devices}>
          <TextField {...text('devices')} />
        </Field>
        <Field label={words.ca}>
          <NoteField {...text('ca')} />
        </Field>
        {refusal !== undefined && <p role="alert">{refusal}</p>}
      </DialogForm>
    </Modal>
  );
}
