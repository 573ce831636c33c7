import type { TraccarDto } from '#contract/connectors.ts';
import { Field, NoteField, TextField } from '#renderer/ui/field.tsx';
import { traccarFormWords as words } from '#renderer/words/connectors.ts';
import styles from './connectors.module.css';
import type { ConnectorsState } from './connectors-store.ts';
import { ServerForm, secretField, TenantField, useDraft } from './server-form.tsx';
import { draftOf, inputOf, isComplete } from './traccar-draft.ts';

export type TraccarFormProps = {
  /** null: a new one. */
  readonly server: TraccarDto | null;
  readonly tenants: readonly string[];
  readonly save: ConnectorsState['saveTraccar'];
  readonly refusal: string | undefined;
  readonly onClose: () => void;
};

/** A Traccar server whose history is asked for: where it is, as whom, and of which devices. */
export function TraccarForm({ server, tenants, save, refusal, onClose }: TraccarFormProps) {
  const { draft, change, text } = useDraft(() => draftOf(server));
  return (
    <ServerForm
      title={server === null ? words.add : words.change(server.name)}
      testId="traccar-save"
      isComplete={isComplete(draft)}
      refusal={refusal}
      onSave={() => save(inputOf(draft))}
      onClose={onClose}
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
          <TextField {...text('password')} {...secretField(server?.has_password)} />
        </Field>
      </div>
      <Field label={words.token}>
        <TextField {...text('token')} {...secretField(server?.has_token)} />
      </Field>
      <TenantField value={draft.tenant} tenants={tenants} onChoose={(tenant) => change({ tenant })} />
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
    </ServerForm>
  );
}
