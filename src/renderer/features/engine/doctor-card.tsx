import { useEffect } from 'react';
import { useStore } from 'zustand';
import type { Answer } from '#contract/index.ts';
import { DOCTOR_QUESTIONS, type DoctorQuestion } from '#core/model/doctor.ts';
import { Permitted } from '#renderer/api/permitted.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { Card } from '#renderer/ui/card.tsx';
import { DIAGNOSTICS } from '#renderer/words/diagnostics.ts';
import { DOCTOR } from '#renderer/words/doctor.ts';
import { DiagnosticsDialog } from './diagnostics-dialog.tsx';
import styles from './doctor-card.module.css';
import type { DoctorStore } from './doctor-store.ts';

type Results = Answer<'doctor.run'>;

const leveled = (results: Results, level: Results[number]['level']) =>
  results.filter((result) => result.level === level);

function Found({ result: { level, found, advice } }: { readonly result: Results[number] }) {
  return (
    <li>
      <span className={level === 'PROBLEM' ? styles.problem : styles.level}>{DOCTOR.level[level]}</span>
      <span>
        {found}
        {advice !== null && <span className={styles.advice}> {advice}</span>}
      </span>
    </li>
  );
}

/** What is wrong under one question; notes and what is well wait behind a word. */
function Asked({ question, results }: { readonly question: DoctorQuestion; readonly results: Results }) {
  const own = results.filter((result) => result.question === question);
  const problems = leveled(own, 'PROBLEM');
  const notes = leveled(own, 'NOTE');
  const well = leveled(own, 'OK');
  return (
    <section aria-label={DOCTOR.question[question]} className={styles.asked}>
      <h4>{DOCTOR.question[question]}</h4>
      {problems.length === 0 && <p className={styles.advice}>{DOCTOR.nothing}</p>}
      <ul>
        {problems.map((result) => (
          <Found key={result.check} result={result} />
        ))}
      </ul>
      {notes.length + well.length > 0 && (
        <details>
          <summary>{DOCTOR.rest(notes.length, well.length)}</summary>
          <ul>
            {[...notes, ...well].map((result) => (
              <Found key={result.check} result={result} />
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}

function summary(results: Results | undefined): string {
  if (results === undefined) return DOCTOR.asking;
  const [problems, notes] = [leveled(results, 'PROBLEM').length, leveled(results, 'NOTE').length];
  return problems + notes === 0 ? DOCTOR.well(results.length) : DOCTOR.found(problems, notes);
}

/** Every known cause of trouble, by the question that somebody has. */
export function DoctorCard({ store }: { readonly store: DoctorStore }) {
  const { results, fault, busy, diagnostics, look, make, putAway } = useStore(store);
  useEffect(() => void look(), [look]);
  return (
    <Card title={DOCTOR.title} aside={summary(results)}>
      <div className={styles.head}>
        <Button hint={DOCTOR.askHint} disabled={busy} data-testid="doctor-look" onClick={() => void look()}>
          {busy ? DOCTOR.asking : DOCTOR.ask}
        </Button>
        <Permitted by="diagnostics.make">
          <Button
            hint={DIAGNOSTICS.hint}
            disabled={busy}
            data-testid="diagnostics-make"
            onClick={() => void make()}
          >
            {DIAGNOSTICS.make}
          </Button>
        </Permitted>
        <span role="status">{fault !== undefined && DOCTOR.failed(fault.message)}</span>
      </div>
      {diagnostics !== null && <DiagnosticsDialog made={diagnostics} onClose={putAway} />}
      {results !== undefined && (
        <div className={styles.questions} data-testid="doctor">
          {DOCTOR_QUESTIONS.map((question) => (
            <Asked key={question} question={question} results={results} />
          ))}
        </div>
      )}
    </Card>
  );
}
