import { Plus, X } from 'lucide-react';
import { useState } from 'react';
import type { FieldShape, ShapeField } from '#core/model/field-shape.ts';
import { Button } from '#renderer/ui/button.tsx';
import { ChoiceField, TextField } from '#renderer/ui/field.tsx';
import { DIALOG } from '#renderer/words/dialog.ts';
import { entryWords, FIELD, innerWords } from '#renderer/words/site-settings.ts';
import { useEditing } from './editing.ts';
import type { EditorProps } from './editor-props.ts';
import { ProblemText } from './problem-text.tsx';
import styles from './site-settings.module.css';
import { emptyOf, entriesOf, fieldsOf, placedAt, withField } from './values.ts';

type Props = Omit<EditorProps, 'shape'>;

const isNested = ({ kind }: FieldShape): boolean =>
  kind === 'record' || kind === 'list' || kind === 'map' || kind === 'forms';

/** The fields of one thing, side by side; what has fields of its own below. */
export function RecordEditor({
  fields,
  path,
  value,
  onChange,
}: Props & { readonly fields: readonly ShapeField[] }) {
  const { editor: Value } = useEditing();
  const held = fieldsOf(value);
  return (
    <div className={styles.record}>
      {fields.map(({ name, shape, required }) => {
        const label = innerWords(name);
        const inner = held[name];
        const change = (next: unknown) => onChange(withField(held, name, next));
        const isAbsent = isNested(shape) && inner === undefined && !required;
        return (
          <div key={name} className={isNested(shape) ? styles.wide : styles.part}>
            <span className={styles.label} aria-hidden="true">
              {label}
            </span>
            {isAbsent ? (
              <Button onClick={() => change(emptyOf(shape))}>{FIELD.add(label.toLowerCase())}</Button>
            ) : (
              <Value
                shape={shape}
                path={path === '' ? name : `${path}.${name}`}
                label={label}
                value={inner}
                required={required}
                onChange={change}
              />
            )}
            {shape.kind === 'record' && !required && !isAbsent && (
              <Button kind="quiet" onClick={() => change(undefined)}>
                {FIELD.takeAway}
              </Button>
            )}
          </div>
        );
      })}
    </div>
  );
}

const Remove = ({
  what,
  at,
  onRemove,
}: {
  readonly what: string;
  readonly at: string;
  readonly onRemove: () => void;
}) => (
  <Button kind="quiet" className={styles.remove} aria-label={FIELD.remove(what, at)} onClick={onRemove}>
    <X size={14} aria-hidden="true" />
  </Button>
);

const nameOf = (entry: unknown, index: number): string => {
  const { code, name } = fieldsOf(entry);
  const text = code ?? name;
  return typeof text === 'string' && text !== '' ? text : String(index + 1);
};

/** Things of one form, one below the other. */
export function ListEditor({ of, path, value, onChange }: Props & { readonly of: FieldShape }) {
  const { editor: Value, route, location } = useEditing();
  const entries = entriesOf(value);
  // What is removed takes the texts that are typed into it along: entries are told apart by when they came.
  const [keys, setKeys] = useState(() => entries.map((_, index) => index));
  const [next, setNext] = useState(entries.length);
  const what = entryWords(listName(path));
  const add = () => {
    setKeys([...keys, next]);
    setNext(next + 1);
    onChange([...entries, placedAt(emptyOf(of), location)]);
  };
  const remove = (index: number) => {
    setKeys(keys.filter((_, at) => at !== index));
    onChange(entries.filter((_, at) => at !== index));
  };
  return (
    <div className={styles.list} data-path={path}>
      {path.endsWith('.checkpoints') && route({ path, value, onChange })}
      {entries.map((entry, index) => (
        <div key={keys[index] ?? index} className={styles.entry}>
          <div className={styles.grow}>
            <Value
              shape={of}
              path={`${path}[${index}]`}
              label={`${what} ${nameOf(entry, index)}`}
              value={entry}
              required
              onChange={(changed) => onChange(entries.map((each, at) => (at === index ? changed : each)))}
            />
          </div>
          <Remove what={what} at={nameOf(entry, index)} onRemove={() => remove(index)} />
        </div>
      ))}
      <ProblemText path={path} id={`${path}-problem`} />
      <Button className={styles.add} onClick={add}>
        <Plus size={13} aria-hidden="true" /> {FIELD.add(what)}
      </Button>
    </div>
  );
}

/** The list's own name: a path of `audit` whole, else its last part. */
const listName = (path: string): string =>
  path.startsWith('audit.')
    ? path
    : (path
        .replace(/\[\d+\]/g, '')
        .split('.')
        .at(-1) ?? path);

type MapProps = Props & { readonly keyShape: FieldShape; readonly of: FieldShape };

/** Values by name, each with its name. */
export function MapEditor({ keyShape, of, path, value, onChange }: MapProps) {
  const { signals, editor: Value } = useEditing();
  const held = fieldsOf(value);
  const names = Object.keys(held);
  const [typed, setTyped] = useState('');
  const isSignal = keyShape.kind === 'text' && keyShape.as === 'signal';
  const left = isSignal
    ? ['default', ...signals].filter(
        (name) => !names.includes(name) && (name !== 'default' || of.kind === 'one-of'),
      )
    : [];
  const add = (name: string) => {
    if (name === '' || names.includes(name)) return;
    setTyped('');
    onChange({ ...held, [name]: emptyOf(of) });
  };
  return (
    <div className={styles.list} data-path={path}>
      {names.map((name) => (
        <div key={name} className={styles.entry}>
          <code className={styles.key}>{name}</code>
          <div className={styles.grow}>
            <Value
              shape={of}
              path={`${path}.${name}`}
              label={name}
              value={held[name]}
              required
              onChange={(changed) => onChange(withField(held, name, changed))}
            />
          </div>
          <Remove
            what={entryWords(path)}
            at={name}
            onRemove={() => onChange(withField(held, name, undefined))}
          />
        </div>
      ))}
      <ProblemText path={path} id={`${path}-problem`} />
      <div className={styles.adding}>
        {isSignal ? (
          <ChoiceField<string>
            aria-label={FIELD.addFor}
            value=""
            empty={`${FIELD.addFor} ${DIALOG.choose}`}
            choices={left.map((name) => ({ value: name, label: name }))}
            onChoose={add}
          />
        ) : (
          <>
            <TextField
              aria-label={FIELD.addFor}
              value={typed}
              onChange={(event) => setTyped(event.target.value)}
            />
            <Button disabled={typed.trim() === ''} onClick={() => add(typed.trim())}>
              <Plus size={13} aria-hidden="true" /> {FIELD.add(entryWords(path))}
            </Button>
          </>
        )}
      </div>
    </div>
  );
}
