import { Card } from '#renderer/ui/card.tsx';
import { Said } from '#renderer/ui/said.tsx';
import { Countdown, LocalTime } from '#renderer/ui/times.tsx';
import { deliveryStateWords } from '#renderer/words/actions.ts';
import { capital, inWords } from '#renderer/words/codes.ts';
import { escalationWords as words } from '#renderer/words/finding.ts';
import type { Detail } from './detail.ts';
import styles from './escalation.module.css';
import type { FactsProps } from './facts.tsx';

type Escalation = Detail['escalation'];
type Told = Escalation['told'][number];

/** Who is told next and how long that is, and who comes after. */
function Next({ escalation, zone }: { readonly escalation: Escalation; readonly zone: string }) {
  const { next, later, waiting, again_minutes } = escalation;
  const after = later.filter(({ role }) => role !== next?.role);
  return (
    <dl className={styles.clocks} data-testid="escalation-clocks">
      {next !== null && (
        <div>
          <dt>{words.next[next.kind](inWords(next.role))}</dt>
          <dd>
            <strong>
              <Countdown at={next.at} zone={zone} />
            </strong>{' '}
            <span className={styles.faint}>
              <LocalTime at={next.at} zone={zone} />
            </span>
          </dd>
        </div>
      )}
      {waiting
        .filter(({ role }) => next?.kind !== 'WAITED' || role !== next.role)
        .map(({ role, until }) => (
          <div key={role}>
            <dt>{words.waits(inWords(role))}</dt>
            <dd>
              <Said text={words.until} at={<LocalTime at={until} zone={zone} />} />
            </dd>
          </div>
        ))}
      {next !== null && after.length > 0 && (
        <div>
          <dt>{words.after}</dt>
          <dd>{words.chain(after.map(({ role, after_minutes }) => [inWords(role), after_minutes]))}</dd>
        </div>
      )}
      {next !== null && again_minutes !== null && (
        <div>
          <dt>{words.again}</dt>
          <dd>{words.everyMinutes(again_minutes)}</dd>
        </div>
      )}
    </dl>
  );
}

const outcomeOf = ({ action, to, state, outcome }: Told['messages'][number]): string =>
  words.message(inWords(action), to, deliveryStateWords[state], state === 'SENT' ? null : outcome);

function Row({ told, zone }: { readonly told: Told; readonly zone: string }) {
  const { role, times, at, messages } = told;
  return (
    <li className={styles.row}>
      <span>
        <strong>{capital(inWords(role))}</strong>{' '}
        <span className={styles.faint}>
          {times > 1 && `${words.times(times)} `}
          <LocalTime at={at} zone={zone} />
        </span>
      </span>
      {messages.length === 0 ? (
        <span className={styles.faint}>{words.onDesk}</span>
      ) : (
        messages.map((message) => {
          const text = outcomeOf(message);
          return (
            <span key={text} className={styles.message}>
              {text}
            </span>
          );
        })
      )}
    </li>
  );
}

/** To whom it goes while nobody acknowledges it: what comes next and when, and who was told with what outcome. */
export function EscalationCard({ detail, zone }: FactsProps) {
  const { escalation } = detail;
  const { next, waiting, told } = escalation;
  if (next === null && waiting.length === 0 && told.length === 0) return null;
  return (
    <Card title={words.title} aside={told.length === 0 ? undefined : words.toldCount(told.length)}>
      <Next escalation={escalation} zone={zone} />
      {told.length > 0 && (
        <ol className={styles.list} aria-label={words.told} data-testid="escalation-told">
          {told.map((one) => (
            <Row key={`${one.round} ${one.role} ${one.times}`} told={one} zone={zone} />
          ))}
        </ol>
      )}
    </Card>
  );
}
