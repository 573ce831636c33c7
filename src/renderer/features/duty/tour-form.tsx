import { useState } from 'react';
import { useStore } from 'zustand';
import type { DutySite } from '#contract/duty.ts';
import type { EpochMs } from '#core/model/time.ts';
import { MINUTE } from '#core/model/time.ts';
import { Button } from '#renderer/ui/button.tsx';
import { useNow } from '#renderer/ui/clock.tsx';
import { DialogForm } from '#renderer/ui/dialog-form.tsx';
import { ChoiceField, Field } from '#renderer/ui/field.tsx';
import { zoneAbbreviation } from '#renderer/ui/time.ts';
import { dutyWords, TOUR_STATE_WORD, tourWords as words } from '#renderer/words/duty.ts';
import type { About } from './about.ts';
import styles from './duty.module.css';
import type { DutyFormProps } from './duty-dialog.tsx';
import { localText, parseLocal } from './local-clock.ts';
import { NOBODY, Nothing, PersonField, Problem, ReasonField, TimeField } from './parts.tsx';
import type { TourChoice } from './proposals.ts';
import { probableWalker, tourChoices } from './proposals.ts';

const AGO = [0, 10, 20, 30, 60];

/** How the engine is told of a start: by its instant, else by the finding that is about it. */
function startOf({ start, tour }: TourChoice, { site }: Pick<DutySite, 'site'>, { finding }: About) {
  if (start !== null) return { site, tour, start };
  return finding === null ? null : { finding };
}

/** Which start, who walked it, when it was completed, and how the desk knows. */
export function TourForm({ store, site, about, first }: DutyFormProps) {
  const { completeTour, cancel } = useStore(store);
  const now = useNow(MINUTE);
  const choices = tourChoices(site, about);
  const [chosen, choose] = useState(choices[0]?.value ?? '');
  const choice = choices.find(({ value }) => value === chosen);
  const [picked, pick] = useState<string | null>(null);
  const person = picked ?? probableWalker(site, choice?.start ?? null);
  const [text, setText] = useState(localText(now, site.timezone));
  const at = parseLocal(text, site.timezone, now);
  const problem = problemOf(at, choice, now);
  const [reason, setReason] = useState('');
  const [refusal, setRefusal] = useState<string | null>(null);
  if (choices.length === 0) return <Nothing onClose={cancel}>{words.none}</Nothing>;
  const send = async () => {
    if (choice === undefined || at === null || person === null) return;
    const what = startOf(choice, site, about);
    if (what === null) return;
    const done = { person: person === NOBODY ? null : person, completed_at: at, reason: reason.trim() };
    const fault = await completeTour({ ...what, ...done }, choice.tour);
    setRefusal(fault?.message ?? null);
  };
  return (
    <DialogForm
      verb={words.verb}
      testId="tour-confirm"
      isComplete={choice !== undefined && person !== null && problem === null && reason.trim() !== ''}
      onSubmit={() => void send()}
      onCancel={cancel}
    >
      <Field label={words.which}>
        <ChoiceField
          data-testid="tour-start"
          value={chosen}
          choices={choices.map((each) => ({ value: each.value, label: labelOf(each) }))}
          onChoose={choose}
        />
      </Field>
      <PersonField
        label={words.who}
        people={site.people}
        value={person}
        nobody={words.unknown}
        testId="tour-person"
        first={first}
        onChoose={pick}
      />
      <TimeField
        label={words.when(zoneAbbreviation(now, site.timezone))}
        text={text}
        problem={problem}
        testId="tour-time"
        onChange={setText}
      />
      <div className={styles.quick}>
        {AGO.map((minutes) => (
          <Button
            key={minutes}
            kind="quiet"
            onClick={() => setText(localText(now - minutes * MINUTE, site.timezone))}
          >
            {minutes === 0 ? words.now : words.ago(minutes)}
          </Button>
        ))}
      </div>
      <ReasonField value={reason} testId="tour-reason" onChange={setReason} />
      <p className={styles.hint}>{words.marked}</p>
      <Problem>{refusal}</Problem>
    </DialogForm>
  );
}

const labelOf = ({ tour, local, state }: TourChoice): string =>
  words.choice(
    tour,
    local.replace('T', ' '),
    state === null ? TOUR_STATE_WORD.OVERDUE : TOUR_STATE_WORD[state],
  );

/** The minute that runs counts as now. */
function problemOf(at: EpochMs | null, choice: TourChoice | undefined, now: EpochMs): string | null {
  if (at === null) return dutyWords.noTime;
  if (at > now) return words.future;
  return choice?.start != null && at < choice.start ? words.early : null;
}
