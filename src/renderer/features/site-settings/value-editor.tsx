import { useId, useState } from 'react';
import type { FieldShape } from '#core/model/field-shape.ts';
import { ChoiceField, NoteField, TextField } from '#renderer/ui/field.tsx';
import { FIELD, formWords, TEXT_HINT } from '#renderer/words/site-settings.ts';
import { useEditing } from './editing.ts';
import type { EditorProps } from './editor-props.ts';
import { ListEditor, MapEditor, RecordEditor } from './part-editors.tsx';
import { ProblemText } from './problem-text.tsx';
import styles from './site-settings.module.css';
import { emptyOf, entriesOf, formOf, numberOf } from './values.ts';
import { WordsEditor } from './words-editor.tsx';

type Of<Kind extends FieldShape['kind']> = EditorProps<Extract<FieldShape, { kind: Kind }>>;

/** Texts that are longer than this get a field of several lines. */
const ONE_LINE = 500;
const UNSET = '';

function TextEditor({ shape, path, label, value, required, onChange }: Of<'text'>) {
  const { problemsAt, people, zones } = useEditing();
  const id = useId();
  const name = path.split('.').at(-1);
  const options = shape.as === 'zone' ? zones : name === 'person' ? people : [];
  const shared = {
    'aria-label': label,
    'aria-invalid': problemsAt(path) !== undefined,
    'aria-describedby': id,
    'data-path': path,
    value: typeof value === 'string' ? value : '',
    placeholder: TEXT_HINT[shape.as],
  };
  const change = (text: string) => onChange(text === '' && !required ? undefined : text);
  return (
    <>
      {(shape.longest ?? 0) > ONE_LINE ? (
        <NoteField {...shared} onChange={(event) => change(event.target.value)} />
      ) : (
        <TextField
          {...shared}
          autoComplete="off"
          {...(options.length > 0 ? { list: `${id}-list` } : {})}
          onChange={(event) => change(event.target.value)}
        />
      )}
      {options.length > 0 && (
        <datalist id={`${id}-list`}>
          {options.map((option) => (
            <option key={option} value={option} />
          ))}
        </datalist>
      )}
      <ProblemText path={path} id={id} />
    </>
  );
}

function NumberEditor({ shape, path, label, value, onChange }: Of<'number'>) {
  const { problemsAt } = useEditing();
  const [typed, setTyped] = useState('');
  const id = useId();
  const known = value === undefined || value === null ? '' : String(value);
  return (
    <>
      <TextField
        className={styles.number}
        inputMode={shape.whole ? 'numeric' : 'decimal'}
        autoComplete="off"
        aria-label={label}
        aria-invalid={problemsAt(path) !== undefined}
        aria-describedby={`${id}-range ${id}`}
        data-path={path}
        // Typed text stays as it is until it is another number, which a map may have set: 1. is on the way to 1.5.
        value={numberOf(typed) === value ? typed : known}
        onChange={(event) => {
          setTyped(event.target.value);
          onChange(numberOf(event.target.value));
        }}
      />
      <span id={`${id}-range`} className={styles.hint}>
        {FIELD.range(shape.least, shape.most)}
      </span>
      <ProblemText path={path} id={id} />
    </>
  );
}

function ChoiceEditor({ words, named, ...props }: EditorProps & ChoiceParts) {
  const { path, label, value, required, onChange } = props;
  const id = useId();
  const choices = words.map((word) => ({ value: word, label: named(word) }));
  return (
    <>
      <ChoiceField<string>
        aria-label={label}
        aria-describedby={id}
        data-path={path}
        value={value === undefined || value === null ? UNSET : String(value)}
        choices={required ? choices : [{ value: UNSET, label: FIELD.unset }, ...choices]}
        onChoose={(chosen) => onChange(chosen === UNSET ? undefined : chosen)}
      />
      <ProblemText path={path} id={id} />
    </>
  );
}
type ChoiceParts = { readonly words: readonly string[]; readonly named: (word: string) => string };

const YES_OR_NO = ['true', 'false'] as const;

function YesNoEditor(props: Of<'yes-no'>) {
  return (
    <ChoiceEditor
      {...props}
      words={YES_OR_NO}
      named={(word) => (word === 'true' ? FIELD.yes : FIELD.no)}
      onChange={(chosen) => props.onChange(chosen === undefined ? undefined : chosen === 'true')}
    />
  );
}

/** A value that may have one of several forms: which, and then that form's own fields. */
function FormsEditor({ shape, ...props }: Of<'forms'>) {
  const chosen = formOf(shape.forms, props.value);
  if (chosen === undefined) return null;
  const choices = shape.forms.map(({ name }) => ({ value: name, label: formWords(name) }));
  const switchTo = (name: string) => {
    const form = shape.forms.find((each) => each.name === name);
    if (form !== undefined) props.onChange(emptyOf(form.shape));
  };
  return (
    <div className={styles.forms}>
      <ChoiceField<string>
        aria-label={FIELD.form}
        value={chosen.name}
        choices={choices}
        onChoose={switchTo}
      />
      <ValueEditor key={chosen.name} {...props} shape={chosen.shape} />
    </div>
  );
}

/** Asks for a value of any form that the schema of the files knows. */
export function ValueEditor({ shape, ...props }: EditorProps) {
  const { fence } = useEditing();
  switch (shape.kind) {
    case 'text':
      return <TextEditor shape={shape} {...props} />;
    case 'number':
      return <NumberEditor shape={shape} {...props} />;
    case 'yes-no':
      return <YesNoEditor shape={shape} {...props} />;
    case 'one-of':
      return <ChoiceEditor shape={shape} {...props} words={shape.words} named={(word) => word} />;
    case 'words':
      return <WordsEditor of={shape.of} {...props} chosen={entriesOf(props.value).map(String)} />;
    case 'record':
      return <RecordEditor fields={shape.fields} {...props} />;
    case 'list':
      return <ListEditor of={shape.of} {...props} />;
    case 'map':
      return <MapEditor keyShape={shape.key} of={shape.of} {...props} />;
    case 'forms':
      return <FormsEditor shape={shape} {...props} />;
    case 'geofence':
      return fence(props);
  }
}
