import type { ReactNode, RefObject } from 'react';
import type { DutySite } from '#contract/duty.ts';
import { Button } from '#renderer/ui/button.tsx';
import { ChoiceField, Field, TextField } from '#renderer/ui/field.tsx';
import { ModalActions } from '#renderer/ui/modal.tsx';
import { DIALOG } from '#renderer/words/dialog.ts';
import { dutyWords } from '#renderer/words/duty.ts';
import styles from './duty.module.css';

type PersonFieldProps = {
  readonly label: string;
  readonly people: DutySite['people'];
  readonly value: string | null;
  /** What stands for nobody; without it somebody must be chosen. */
  readonly nobody?: string;
  readonly testId: string;
  readonly first?: RefObject<HTMLSelectElement | null>;
  readonly onChoose: (code: string) => void;
};

/** The value of the choice that names nobody: no code has a space. */
export const NOBODY = ' ';

/** One of the people of the site, by code and name. */
export function PersonField({ label, people, value, nobody, testId, first, onChoose }: PersonFieldProps) {
  const choices = people.map(({ code, name }) => ({ value: code, label: dutyWords.person(code, name) }));
  return (
    <Field label={label}>
      <ChoiceField
        ref={first}
        required
        data-testid={testId}
        value={value ?? ''}
        choices={nobody === undefined ? choices : [{ value: NOBODY, label: nobody }, ...choices]}
        empty={dutyWords.choose}
        onChoose={onChoose}
      />
    </Field>
  );
}

type TimeFieldProps = {
  readonly label: string;
  readonly text: string;
  /** Why the time cannot be that; null when it can. */
  readonly problem: string | null;
  readonly testId: string;
  readonly onChange: (text: string) => void;
};

/** A time on the clocks of the site, with what is wrong with it. */
export function TimeField({ label, text, problem, testId, onChange }: TimeFieldProps) {
  const hint = `${testId}-hint`;
  return (
    <Field label={label}>
      <TextField
        required
        className="mono"
        autoComplete="off"
        data-testid={testId}
        aria-invalid={problem !== null}
        aria-describedby={hint}
        value={text}
        onChange={(event) => onChange(event.target.value)}
      />
      <span id={hint} className={problem === null ? styles.hint : styles.problem}>
        {problem ?? dutyWords.timeHint}
      </span>
    </Field>
  );
}

type ReasonFieldProps = {
  readonly value: string;
  readonly testId: string;
  readonly first?: RefObject<HTMLInputElement | null>;
  readonly onChange: (text: string) => void;
};

/** Why it is so. */
export const ReasonField = ({ value, testId, first, onChange }: ReasonFieldProps) => (
  <Field label={dutyWords.reason}>
    <TextField
      ref={first}
      required
      maxLength={1_000}
      data-testid={testId}
      value={value}
      onChange={(event) => onChange(event.target.value)}
    />
  </Field>
);

/** Why there is nothing to fill in, and the way back. */
export const Nothing = ({
  children,
  onClose,
}: {
  readonly children: ReactNode;
  readonly onClose: () => void;
}) => (
  <>
    <p>{children}</p>
    <ModalActions>
      <Button kind="primary" shortcut="Esc" onClick={onClose}>
        {DIALOG.close}
      </Button>
    </ModalActions>
  </>
);

/** What the engine said against it. */
export const Problem = ({ children }: { readonly children: ReactNode }) =>
  children === null ? null : (
    <p role="alert" className={styles.problem}>
      {children}
    </p>
  );
