import type { KeyboardEvent } from 'react';
import { useId, useRef, useState } from 'react';
import type { EpochMs } from '#core/model/time.ts';
import { MINUTE } from '#core/model/time.ts';
import { Button } from '#renderer/ui/button.tsx';
import { useNow } from '#renderer/ui/clock.tsx';
import { NoteField } from '#renderer/ui/field.tsx';
import { Said } from '#renderer/ui/said.tsx';
import { formatAge } from '#renderer/ui/time.ts';
import { LocalTime } from '#renderer/ui/times.tsx';
import { personName } from '#renderer/words/codes.ts';
import { DIALOG } from '#renderer/words/dialog.ts';
import { runbookWords as words } from '#renderer/words/finding.ts';
import type { ChecklistStep } from './checklist.ts';
import styles from './runbook.module.css';

type RunningProps = { readonly since: EpochMs; readonly expected: number | null };

/** How long the step to do has been the step to do, ticking; in the colour of what is late once it took longer than it should. */
function Running({ since, expected }: RunningProps) {
  const age = useNow() - since;
  if (expected === null) return <Said text={words.runningFreely} age={formatAge(age)} />;
  return (
    <span className={age > expected * MINUTE ? styles.late : undefined}>
      <Said text={words.running} age={formatAge(age)} expected={words.expected(expected)} />
    </span>
  );
}

function Hint({ step, isOver }: { readonly step: ChecklistStep; readonly isOver: boolean }) {
  const { runningSince, expected_minutes, took, requires_note, tick } = step;
  return (
    <span className={styles.hint}>
      {tick === null && requires_note && !isOver && <span className={styles.needs}>{words.needsNote}</span>}
      {runningSince !== null && <Running since={runningSince} expected={expected_minutes} />}
      {took !== null && words.took(formatAge(took))}
      {runningSince === null &&
        took === null &&
        expected_minutes !== null &&
        words.expected(expected_minutes)}
    </span>
  );
}

type NoteFormProps = {
  readonly number: number;
  readonly onTick: (note: string) => void;
  readonly onCancel: () => void;
};

/** Enter sends the note, Esc leaves the step open. */
function NoteForm({ number, onTick, onCancel }: NoteFormProps) {
  const [note, setNote] = useState('');
  const written = note.trim();
  const press = (event: KeyboardEvent) => {
    if (event.key === 'Escape') onCancel();
    else if (event.key !== 'Enter' || event.shiftKey) return;
    else if (written !== '') onTick(written);
    event.preventDefault();
  };
  return (
    <div className={styles.noteForm}>
      <NoteField
        autoFocus
        rows={2}
        maxLength={4_000}
        aria-label={words.noteFor(number)}
        placeholder={words.noteFor(number)}
        data-testid="step-note"
        value={note}
        onChange={(event) => setNote(event.target.value)}
        onKeyDown={press}
      />
      <span className={styles.noteButtons}>
        <Button kind="primary" shortcut="↵" disabled={written === ''} onClick={() => onTick(written)}>
          {words.tick}
        </Button>
        <Button kind="quiet" shortcut="Esc" onClick={onCancel}>
          {DIALOG.cancel}
        </Button>
      </span>
    </div>
  );
}

export type StepRowProps = {
  readonly step: ChecklistStep;
  readonly zone: string;
  /** A finding that is over has its checklist as it was left. */
  readonly isOver: boolean;
  readonly isNoting: boolean;
  readonly onTick: (note?: string) => void;
  readonly onUntick: () => void;
  readonly onCancelNote: () => void;
};

/** One step: its box, its words, its clock; who ticked it, when and with what note. */
export function StepRow({ step, zone, isOver, isNoting, onTick, onUntick, onCancelNote }: StepRowProps) {
  const { index, text, tick } = step;
  const box = useRef<HTMLInputElement>(null);
  const name = useId();
  const back = (then: () => void) => () => {
    box.current?.focus();
    then();
  };
  return (
    <li className={styles.step} data-current={step.runningSince !== null || undefined}>
      <input
        ref={box}
        type="checkbox"
        className={styles.box}
        checked={tick !== null}
        disabled={isOver}
        aria-labelledby={name}
        aria-keyshortcuts={step.runningSince === null ? undefined : 't'}
        data-testid={`step-${index}`}
        onChange={() => (tick === null ? onTick() : onUntick())}
      />
      <span>
        <span id={name} className={tick === null ? undefined : styles.done}>
          <span className={styles.number}>{`${index + 1}.`}</span> {text}
        </span>
        {tick !== null && (
          <span className={styles.tick}>
            <Said
              text={words.doneBy}
              who={personName(tick.done_by)}
              at={<LocalTime at={tick.done_at} zone={zone} />}
            />
            {tick.note !== null && <span className={styles.note}>{tick.note}</span>}
          </span>
        )}
      </span>
      <Hint step={step} isOver={isOver} />
      {isNoting && (
        <NoteForm
          number={index + 1}
          onTick={(note) => back(() => onTick(note))()}
          onCancel={back(onCancelNote)}
        />
      )}
    </li>
  );
}
