import type { RunbookDto } from '#contract/runbooks.ts';
import { Card } from '#renderer/ui/card.tsx';
import { capital, inWords, SEVERITY_WORD } from '#renderer/words/codes.ts';
import { runbookScreenWords as words } from '#renderer/words/runbooks.ts';
import styles from './runbooks.module.css';

const listed = (names: readonly string[]): string =>
  names.length === 0 ? words.nothing : names.map(inWords).join(', ');

/** A runbook as whoever follows it reads it. */
export function RunbookView({ runbook }: { readonly runbook: RunbookDto }) {
  const facts = [
    [words.facts.category, capital(inWords(runbook.category))],
    [words.facts.severity, SEVERITY_WORD[runbook.severity]],
    [words.facts.sla, words.minutes(runbook.escalation_sla_minutes)],
    [words.facts.role, capital(inWords(runbook.escalate_to_role))],
    [words.facts.evidence, listed(runbook.evidence_required)],
    [words.facts.actions, listed(runbook.auto_actions)],
    [words.facts.automatic, words.automatic(runbook.auto_action_enabled, runbook.low_risk)],
  ] as const;
  return (
    <Card title={words.titled(runbook.title)} aside={words.version(runbook.version)}>
      {runbook.description !== '' && <p className={styles.description}>{runbook.description}</p>}
      <dl className={styles.facts}>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <ol className={styles.steps}>
        {runbook.steps.map(({ text, expected_minutes, requires_note }) => (
          <li key={text}>
            {text}{' '}
            <span className={styles.more}>
              {expected_minutes !== null && words.minutes(expected_minutes)}
              {requires_note && ` ${words.asksNote}`}
            </span>
          </li>
        ))}
      </ol>
    </Card>
  );
}
