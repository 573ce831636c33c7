import { useState } from 'react';
import type { MqttDto } from '#contract/connectors.ts';
import type { Input } from '#contract/index.ts';
import { DialogForm } from '#renderer/ui/dialog-form.tsx';
import { ChoiceField, Field, NoteField, TextField } from '#renderer/ui/field.tsx';
import { Modal } from '#renderer/ui/modal.tsx';
import { mqttFormWords as words } from '#renderer/words/connectors.ts';
import styles from './connectors.module.css';
import { readPaths, writePaths } from './field-paths.ts';
import { type TopicDraft, TopicsField } from './topics-field.tsx';

type Draft = Readonly<
  Record<
    'name' | 'url' | 'version' | 'username' | 'password' | 'ca' | 'certificate' | 'key' | 'tenant',
    string
  >
> & { readonly maps: readonly TopicDraft[] };

const FIRST_TOPIC: TopicDraft = {
  topic: 'owntracks/{user}/{device}/#',
  format: 'owntracks',
  type: 'location',
  paths: '',
};
const EVERY_TENANT = '*';

function draftOf(broker: MqttDto | null): Draft {
  return {
    name: broker?.name ?? '',
    url: broker?.url ?? '',
    version: String(broker?.version ?? 4),
    username: broker?.username ?? '',
    password: '',
    ca: broker?.ca ?? '',
    certificate: broker?.certificate ?? '',
    key: '',
    tenant: broker?.tenant ?? EVERY_TENANT,
    maps: broker?.maps.map(({ fields, ...map }) => ({ ...map, paths: writePaths(fields) })) ?? [FIRST_TOPIC],
  };
}

const given = (text: string): string | null => (text.trim() === '' ? null : text.trim());

/** What is sent. A secret that nobody typed stays as it is, unless what it belongs to was taken away. */
function inputOf(draft: Draft): Input<'mqtt.save'> {
  const { name, url, version, username, password, ca, certificate, key, tenant, maps } = draft;
  const secret = (text: string, needed: string) => (needed.trim() === '' ? null : (given(text) ?? undefined));
  return {
    name: name.trim(),
    url: url.trim(),
    version: version === '5' ? 5 : 4,
    username: given(username),
    password: secret(password, username),
    ca: given(ca),
    certificate: given(certificate),
    key: secret(key, certificate),
    tenant: tenant === EVERY_TENANT ? null : tenant,
    maps: maps.map(({ paths, ...map }) => ({ ...map, topic: map.topic.trim(), fields: readPaths(paths) })),
  };
}

export type MqttFormProps = {
  /** null: a new one. */
  readonly broker: MqttDto | null;
  readonly tenants: readonly string[];
  readonly save: (input: Input<'mqtt.save'>) => Promise<boolean>;
  readonly refusal: string | undefined;
  readonly onClose: () => void;
};

/** Where a broker is, how it lets us in, and what is read of it. */
export function MqttForm({ broker, tenants, save, refusal, onClose }: MqttFormProps) {
  const [draft, setDraft] = useState(() => draftOf(broker));
  const text = (field: Exclude<keyof Draft, 'maps'>) => ({
    value: draft[field],
    onChange: (event: { readonly target: { readonly value: string } }) =>
      setDraft({ ...draft, [field]: event.target.value }),
  });
  const isComplete =
    /^[A-Za-z0-9._-]{1,64}$/.test(draft.name.trim()) &&
    /^mqtts?:\/\/./.test(draft.url.trim()) &&
    draft.maps.every(({ topic }) => topic.trim() !== '');
  const send = async () => {
    if (await save(inputOf(draft))) onClose();
  };
  return (
    <Modal title={broker === null ? words.add : words.change(broker.name)} open wide onClose={onClose}>
      <DialogForm
        verb={words.verb}
        testId="mqtt-save"
        isComplete={isComplete}
        onSubmit={() => void send()}
        onCancel={onClose}
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
              onChoose={(version) => setDraft({ ...draft, version })}
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
            <TextField
              {...text('password')}
              type="password"
              autoComplete="new-password"
              placeholder={broker?.has_password === true ? words.isSet : undefined}
            />
          </Field>
        </div>
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
        <TopicsField drafts={draft.maps} onChange={(maps) => setDraft({ ...draft, maps })} />
        <details>
          <summary>{words.tls}</summary>
          <Field label={words.ca}>
            <NoteField {...text('ca')} />
          </Field>
          <Field label={words.certificate}>
            <NoteField {...text('certificate')} />
          </Field>
          <Field label={words.key}>
            <NoteField {...text('key')} placeholder={broker?.has_key === true ? words.isSet : undefined} />
          </Field>
        </details>
        {refusal !== undefined && <p role="alert">{refusal}</p>}
      </DialogForm>
    </Modal>
  );
}
