import type { MqttDto } from '#contract/connectors.ts';
import { ChoiceField, Field, NoteField, TextField } from '#renderer/ui/field.tsx';
import { mqttFormWords as words } from '#renderer/words/connectors.ts';
import styles from './connectors.module.css';
import type { ConnectorsState } from './connectors-store.ts';
import { draftOf, inputOf, isComplete } from './mqtt-draft.ts';
import { ServerForm, secretField, TenantField, useDraft } from './server-form.tsx';
import { TopicsField } from './topics-field.tsx';

export type MqttFormProps = {
  /** null: a new one. */
  readonly broker: MqttDto | null;
  readonly tenants: readonly string[];
  readonly save: ConnectorsState['saveBroker'];
  readonly refusal: string | undefined;
  readonly onClose: () => void;
};

/** Where a broker is, how it lets us in, and what is read of it. */
export function MqttForm({ broker, tenants, save, refusal, onClose }: MqttFormProps) {
  const { draft, change, text } = useDraft(() => draftOf(broker));
  return (
    <ServerForm
      title={broker === null ? words.add : words.change(broker.name)}
      testId="mqtt-save"
      isComplete={isComplete(draft)}
      refusal={refusal}
      onSave={() => save(inputOf(draft))}
      onClose={onClose}
    >
      <div className={styles.pair}>
        <Field label={words.name}>
          <TextField {...text('name')} readOnly={broker !== null} maxLength={64} />
        </Field>
        <Field label={words.version}>
          <ChoiceField
            value={draft.version}
            choices={[
              { value: '4', label: words.versions[4] },
              { value: '5', label: words.versions[5] },
            ]}
            onChoose={(version) => change({ version })}
          />
        </Field>
      </div>
      <Field label={words.url}>
        <TextField {...text('url')} />
      </Field>
      <div className={styles.pair}>
        <Field label={words.username}>
          <TextField {...text('username')} autoComplete="off" />
        </Field>
        <Field label={words.password}>
          <TextField {...text('password')} {...secretField(broker?.has_password)} />
        </Field>
      </div>
      <TenantField value={draft.tenant} tenants={tenants} onChoose={(tenant) => change({ tenant })} />
      <TopicsField drafts={draft.maps} onChange={(maps) => change({ maps })} />
      <details>
        <summary>{words.tls}</summary>
        <Field label={words.ca}>
          <NoteField {...text('ca')} />
        </Field>
        <Field label={words.certificate}>
          <NoteField {...text('certificate')} />
        </Field>
        <Field label={words.key}>
          <NoteField {...text('key')} placeholder={secretField(broker?.has_key).placeholder} />
        </Field>
      </details>
    </ServerForm>
  );
}
