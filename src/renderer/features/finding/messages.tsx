import { Card } from '#renderer/ui/card.tsx';
import { LocalTime } from '#renderer/ui/times.tsx';
import { deliveryStateWords } from '#renderer/words/actions.ts';
import { messageKindWords, outsideWords as words } from '#renderer/words/finding.ts';
import styles from './escalation.module.css';
import type { FactsProps } from './facts.tsx';

/** What was or is to be done outside about it; nothing where nothing was asked for. */
export function MessagesCard({ detail, zone }: FactsProps) {
  const { messages } = detail;
  if (messages.length === 0) return null;
  return (
    <Card title={words.title} aside={messages.length}>
      <ul className={styles.messages} data-testid="finding-messages">
        {messages.map(({ id, action_title, kind, state, at, outcome }) => (
          <li key={id} className={styles.row}>
            <span>
              <strong>{action_title}</strong>{' '}
              <span className={styles.faint}>
                {messageKindWords[kind]} {deliveryStateWords[state]} <LocalTime at={at} zone={zone} />
              </span>
            </span>
            {state !== 'SENT' && outcome !== null && <span className={styles.message}>{outcome}</span>}
          </li>
        ))}
      </ul>
    </Card>
  );
}
