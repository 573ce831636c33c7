import { useId } from 'react';
import type { FieldShape } from '#core/model/field-shape.ts';
import { TextField } from '#renderer/ui/field.tsx';
import { FIELD } from '#renderer/words/site-settings.ts';
import { useEditing } from './editing.ts';
import type { EditorProps } from './editor-props.ts';
import { ProblemText } from './problem-text.tsx';
import styles from './site-settings.module.css';

type WordsProps = Omit<EditorProps, 'shape'> & {
  readonly of: FieldShape;
  readonly chosen: readonly string[];
};

/** Several words: ticked where they are known, else typed with commas. */
export function WordsEditor({ of, chosen, path, label, onChange }: WordsProps) {
  const { signals } = useEditing();
  const id = useId();
  const known = of.kind === 'one-of' ? of.words : of.kind === 'text' && of.as === 'signal' ? signals : null;
  if (known === null)
    return (
      <>
        <TextField
          aria-label={label}
          aria-describedby={id}
          data-path={path}
          placeholder={FIELD.commas}
          defaultValue={chosen.join(', ')}
          onChange={(event) => onChange(split(event.target.value))}
        />
        <ProblemText path={path} id={id} />
      </>
    );
  const all = [...known, ...chosen.filter((word) => !known.includes(word))];
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset brings a border and a legend of its own
    <div className={styles.ticks} role="group" aria-label={label} aria-describedby={id} data-path={path}>
      {all.map((word) => (
        <label key={word} className={styles.tick}>
          <input
            type="checkbox"
            checked={chosen.includes(word)}
            onChange={(event) =>
              onChange(all.filter((each) => (each === word ? event.target.checked : chosen.includes(each))))
            }
          />
          {word}
        </label>
      ))}
      <ProblemText path={path} id={id} />
    </div>
  );
}

const split = (text: string): readonly string[] =>
  text
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '');
