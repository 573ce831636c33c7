import { TOPIC_FORMATS, type TopicMapDto } from '#contract/connectors.ts';
import { EVENT_TYPES } from '#core/model/event.ts';
import { Button } from '#renderer/ui/button.tsx';
import { ChoiceField, Field, TextField } from '#renderer/ui/field.tsx';
import { mqttFormWords as words } from '#renderer/words/connectors.ts';
import styles from './connectors.module.css';

/** A topic as it is edited: its paths as one line. */
export type TopicDraft = Omit<TopicMapDto, 'fields'> & { readonly paths: string };
export const NEW_TOPIC: TopicDraft = { topic: '', format: 'auto', type: 'metric', paths: '' };

type TopicRowProps = {
  readonly draft: TopicDraft;
  readonly onChange: (draft: TopicDraft) => void;
  readonly onRemove: (() => void) | null;
};

function TopicRow({ draft, onChange, onRemove }: TopicRowProps) {
  const isByField = draft.format === 'fields';
  return (
    <div className={styles.row}>
      <Field label={words.topic}>
        <TextField
          value={draft.topic}
          onChange={(event) => onChange({ ...draft, topic: event.target.value })}
        />
      </Field>
      <Field label={words.format}>
        <ChoiceField
          value={draft.format}
          choices={TOPIC_FORMATS.map((value) => ({ value, label: words.formats[value] }))}
          onChoose={(format) => onChange({ ...draft, format })}
        />
      </Field>
      <Field label={words.type}>
        <ChoiceField
          value={draft.type}
          disabled={!isByField}
          choices={EVENT_TYPES.map((value) => ({ value, label: value }))}
          onChoose={(type) => onChange({ ...draft, type })}
        />
      </Field>
      <Field label={words.fields}>
        <TextField
          value={draft.paths}
          disabled={!isByField}
          onChange={(event) => onChange({ ...draft, paths: event.target.value })}
        />
      </Field>
      <Button
        kind="quiet"
        aria-label={words.removeTopic}
        disabled={onRemove === null}
        onClick={() => onRemove?.()}
      >
        ×
      </Button>
    </div>
  );
}

type TopicsFieldProps = {
  readonly drafts: readonly TopicDraft[];
  readonly onChange: (drafts: readonly TopicDraft[]) => void;
};

/** Which topics are read, and how. The first that fits a message is taken. */
export function TopicsField({ drafts, onChange }: TopicsFieldProps) {
  const without = (index: number) => drafts.filter((_, each) => each !== index);
  return (
    <fieldset>
      <legend>{words.maps}</legend>
      {drafts.map((draft, index) => (
        <TopicRow
          // biome-ignore lint/suspicious/noArrayIndexKey: rows have no other name, and keep their places
          key={index}
          draft={draft}
          onChange={(changed) => onChange(drafts.with(index, changed))}
          onRemove={drafts.length === 1 ? null : () => onChange(without(index))}
        />
      ))}
      <Button kind="quiet" onClick={() => onChange([...drafts, NEW_TOPIC])}>
        {words.addTopic}
      </Button>
    </fieldset>
  );
}
