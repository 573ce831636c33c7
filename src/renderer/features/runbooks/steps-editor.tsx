import { useStore } from 'zustand';
import { Button } from '#renderer/ui/button.tsx';
import { TextField } from '#renderer/ui/field.tsx';
import { runbookScreenWords as words } from '#renderer/words/runbooks.ts';
import { addStep, moveStep, removeStep, type StepDraft } from './draft.ts';
import { ProblemAt } from './problem-at.tsx';
import styles from './runbooks.module.css';
import type { RunbooksStore } from './runbooks-store.ts';

type StepsProps = { readonly store: RunbooksStore; readonly steps: readonly StepDraft[] };
type StepProps = StepsProps & { readonly step: StepDraft; readonly place: number };

function Step({ store, steps, step, place }: StepProps) {
  const change = useStore(store, (state) => state.change);
  const put = (patch: Partial<StepDraft>) => change({ steps: steps.with(place, { ...step, ...patch }) });
  const to = (next: readonly StepDraft[]) => change({ steps: next });
  const named = words.step(place + 1);
  return (
    <li className={styles.step}>
      <span className={styles.text}>
        <TextField
          aria-label={named}
          value={step.text}
          data-testid="runbook-step"
          onChange={(event) => put({ text: event.target.value })}
        />
        <ProblemAt store={store} place={`steps[${place}].text`} />
      </span>
      <span className={styles.minutes}>
        <TextField
          aria-label={words.stepMinutes(place + 1)}
          placeholder={words.minutesHint}
          inputMode="numeric"
          value={step.minutes}
          onChange={(event) => put({ minutes: event.target.value })}
        />
        <ProblemAt store={store} place={`steps[${place}].expected_minutes`} />
      </span>
      <label className={styles.tick}>
        <input
          type="checkbox"
          checked={step.requires_note}
          aria-label={words.stepNote(place + 1)}
          onChange={(event) => put({ requires_note: event.target.checked })}
        />
        {words.note}
      </label>
      <Button
        kind="quiet"
        aria-label={words.moveUp(place + 1)}
        disabled={place === 0}
        onClick={() => to(moveStep(steps, place, -1))}
      >
        {words.up}
      </Button>
      <Button
        kind="quiet"
        aria-label={words.moveDown(place + 1)}
        disabled={place === steps.length - 1}
        onClick={() => to(moveStep(steps, place, 1))}
      >
        {words.down}
      </Button>
      <Button
        kind="quiet"
        aria-label={words.removeOf(place + 1)}
        onClick={() => to(removeStep(steps, place))}
      >
        {words.remove}
      </Button>
    </li>
  );
}

/** The steps in their order: written, moved, added and taken away. */
export function StepsEditor({ store, steps }: StepsProps) {
  const change = useStore(store, (state) => state.change);
  return (
    <>
      <ol className={styles.steps}>
        {steps.map((step, place) => (
          <Step key={step.key} store={store} steps={steps} step={step} place={place} />
        ))}
      </ol>
      <ProblemAt store={store} place="steps" />
      <Button onClick={() => change({ steps: addStep(steps) })}>{words.addStep}</Button>
    </>
  );
}
