import { CADENCES, OPTIONAL_RULES } from '#core/model/audit-config.ts';
import { SEVERITIES } from '#core/model/finding.ts';
import { Button } from '#renderer/ui/button.tsx';
import { ChoiceField, Field, FieldGroup, NoteField, TextField } from '#renderer/ui/field.tsx';
import { inWords, SEVERITY_WORD } from '#renderer/words/codes.ts';
import { trialFieldWords, trialValueWords, whatIfWords as words } from '#renderer/words/what-if.ts';
import type { DraftChange, TrialField } from './draft.ts';
import { LEVELS, namesIn, TRIAL_FIELDS } from './draft.ts';
import styles from './what-if.module.css';

// Safe: the keys of the table of fields are the fields.
const FIELDS = (Object.keys(TRIAL_FIELDS) as TrialField[]).map((value) => ({
  value,
  label: trialFieldWords[value],
}));
const YES_NO = (['yes', 'no'] as const).map((value) => ({ value, label: trialValueWords[value] }));

type RowProps = {
  readonly change: DraftChange;
  readonly canRemove: boolean;
  readonly onEdit: (patch: Partial<DraftChange>) => void;
  readonly onRemove: () => void;
};

/** One setting and the value that is tried. */
export function ChangeRow({ change, canRemove, onEdit, onRemove }: RowProps) {
  return (
    <div className={styles.change}>
      <Field label={words.field}>
        <ChoiceField
          value={change.field}
          choices={FIELDS}
          data-testid="what-if-field"
          onChoose={(field) => onEdit({ field })}
        />
      </Field>
      <Value change={change} onEdit={onEdit} />
      {canRemove && (
        <Button kind="quiet" className={styles.remove} aria-label={words.removeChange} onClick={onRemove}>
          ×
        </Button>
      )}
    </div>
  );
}

function Value({ change, onEdit }: Pick<RowProps, 'change' | 'onEdit'>) {
  const { value, part } = change;
  switch (TRIAL_FIELDS[change.field]) {
    case 'threshold':
      return (
        <>
          <Text label={words.signal} value={part} onChange={(next) => onEdit({ part: next })} />
          <Text label={words.least} number value={value} onChange={(next) => onEdit({ value: next })} />
          <Text
            label={words.within}
            number
            value={change.minutes}
            onChange={(minutes) => onEdit({ minutes })}
          />
        </>
      );
    case 'level':
      return (
        <>
          <Text label={words.metric} value={part} onChange={(next) => onEdit({ part: next })} />
          <Choice
            value={value}
            choices={LEVELS.map((level) => ({ value: level, label: trialValueWords[level] }))}
            onEdit={onEdit}
          />
        </>
      );
    case 'severity':
      return (
        <Choice
          value={value}
          choices={SEVERITIES.map((severity) => ({ value: severity, label: SEVERITY_WORD[severity] }))}
          onEdit={onEdit}
        />
      );
    case 'yes_no':
      return <Choice value={value} choices={YES_NO} onEdit={onEdit} />;
    case 'number':
      return <Text label={words.value} number value={value} onChange={(next) => onEdit({ value: next })} />;
    case 'names':
      return <Text label={words.list} value={value} onChange={(next) => onEdit({ value: next })} />;
    case 'rules':
      return <Ticked label={words.rules} all={OPTIONAL_RULES} value={value} onEdit={onEdit} />;
    case 'cadences':
      return <Ticked label={words.cadences} all={CADENCES} value={value} onEdit={onEdit} />;
    case 'json':
      return (
        <Field label={words.raw}>
          <NoteField value={value} onChange={(event) => onEdit({ value: event.target.value })} />
        </Field>
      );
  }
}

function Choice<T extends string>({
  value,
  choices,
  onEdit,
}: {
  readonly value: string;
  readonly choices: readonly { readonly value: T; readonly label: string }[];
  readonly onEdit: RowProps['onEdit'];
}) {
  const chosen = choices.find((choice) => choice.value === value)?.value ?? '';
  return (
    <Field label={words.value}>
      <ChoiceField value={chosen} choices={choices} onChoose={(next) => onEdit({ value: next })} />
    </Field>
  );
}

/** Some of a few words, kept as they are entered: separated by commas. */
function Ticked({
  label,
  all,
  value,
  onEdit,
}: {
  readonly label: string;
  readonly all: readonly string[];
  readonly value: string;
  readonly onEdit: RowProps['onEdit'];
}) {
  const chosen = namesIn(value);
  const tick = (word: string, isIn: boolean) =>
    onEdit({ value: all.filter((each) => (each === word ? isIn : chosen.includes(each))).join(',') });
  return (
    <FieldGroup label={label}>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset brings a border and a legend of its own */}
      <div className={styles.ticked} role="group" aria-label={label}>
        {all.map((word) => (
          <label key={word}>
            <input
              type="checkbox"
              checked={chosen.includes(word)}
              onChange={(event) => tick(word, event.target.checked)}
            />
            {inWords(word)}
          </label>
        ))}
      </div>
    </FieldGroup>
  );
}

type TextProps = {
  readonly label: string;
  readonly value: string;
  readonly number?: boolean;
  readonly onChange: (value: string) => void;
};

const Text = ({ label, value, number = false, onChange }: TextProps) => (
  <Field label={label}>
    <TextField
      value={value}
      size={number ? 6 : 18}
      inputMode={number ? 'numeric' : 'text'}
      onChange={(event) => onChange(event.target.value)}
    />
  </Field>
);
