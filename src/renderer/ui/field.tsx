import type { ComponentProps, ReactNode } from 'react';
import styles from './field.module.css';

/** A control under its word. */
export const Field = ({ label, children }: { readonly label: string; readonly children: ReactNode }) => (
  // biome-ignore lint/a11y/noLabelWithoutControl: the control is the child
  <label className={styles.field}>
    <span className={styles.label}>{label}</span>
    {children}
  </label>
);

/** A control that names itself under its word: a label would click into it. */
export const FieldGroup = ({ label, children }: { readonly label: string; readonly children: ReactNode }) => (
  <div className={styles.field}>
    <span className={styles.label} aria-hidden="true">
      {label}
    </span>
    {children}
  </div>
);

export type Choice<T extends string> = { readonly value: T; readonly label: string };
type ChoiceFieldProps<T extends string> = Omit<ComponentProps<'select'>, 'value' | 'onChange'> & {
  readonly value: T | '';
  readonly choices: readonly Choice<T>[];
  /** Shown while nothing is chosen. */
  readonly empty?: string;
  readonly onChoose: (value: T) => void;
};

/** A short list to choose from: the platform's own, because a letter picks and every reader knows it. */
export function ChoiceField<T extends string>({
  value,
  choices,
  empty,
  onChoose,
  className,
  ...rest
}: ChoiceFieldProps<T>) {
  const choose = (chosen: string) => {
    const choice = choices.find((each) => each.value === chosen);
    if (choice !== undefined) onChoose(choice.value);
  };
  return (
    <select
      className={[styles.control, className].filter(Boolean).join(' ')}
      value={value}
      onChange={(event) => choose(event.target.value)}
      {...rest}
    >
      {empty !== undefined && (
        <option value="" disabled>
          {empty}
        </option>
      )}
      {choices.map((choice) => (
        <option key={choice.value} value={choice.value}>
          {choice.label}
        </option>
      ))}
    </select>
  );
}

export const TextField = ({ className, ...rest }: ComponentProps<'input'>) => (
  <input className={[styles.control, className].filter(Boolean).join(' ')} {...rest} />
);

export const NoteField = ({ className, ...rest }: ComponentProps<'textarea'>) => (
  <textarea rows={3} className={[styles.control, className].filter(Boolean).join(' ')} {...rest} />
);
