import { isOnTheWay } from '#core/model/desk.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Card } from '#renderer/ui/card.tsx';
import { Said } from '#renderer/ui/said.tsx';
import { formatAge } from '#renderer/ui/time.ts';
import { Age, LocalTime } from '#renderer/ui/times.tsx';
import { personName } from '#renderer/words/codes.ts';
import { dispatchWords as words } from '#renderer/words/finding.ts';
import type { FindingActions } from './actions.ts';
import type { Detail } from './detail.ts';
import styles from './dispatches.module.css';

type Dispatch = Detail['dispatches'][number];
type RowProps = {
  readonly dispatch: Dispatch;
  readonly zone: string;
  /** Absent where nothing can be done about it any more. */
  readonly actions?: Pick<FindingActions, 'onArrived' | 'onCallOff'>;
};

/** What became of it, so far. */
function Outcome({ dispatch, zone }: Pick<RowProps, 'dispatch' | 'zone'>) {
  const { sent_at, arrived_at, called_off_at, called_off_reason } = dispatch;
  if (arrived_at !== null)
    return (
      <Said
        text={words.arrived}
        at={<LocalTime at={arrived_at} zone={zone} />}
        span={formatAge(arrived_at - sent_at)}
      />
    );
  if (called_off_at !== null)
    return (
      <Said
        text={words.calledOff}
        at={<LocalTime at={called_off_at} zone={zone} />}
        why={called_off_reason}
      />
    );
  return (
    <strong>
      <Said text={words.onTheWay} age={<Age at={sent_at} zone={zone} />} />
    </strong>
  );
}

function Row({ dispatch, zone, actions }: RowProps) {
  const { id, who, note, sent_at, sent_by } = dispatch;
  return (
    <li className={styles.row}>
      <span>
        <span className={styles.who}>{who}</span>{' '}
        <span className={styles.sent}>
          <Said text={words.sent} at={<LocalTime at={sent_at} zone={zone} />} by={personName(sent_by)} />
        </span>
        {note !== null && <span className={styles.note}>{note}</span>}
        <span className={styles.outcome}>
          <Outcome dispatch={dispatch} zone={zone} />
        </span>
      </span>
      {actions !== undefined && isOnTheWay(dispatch) && (
        <span className={styles.buttons}>
          <Button
            hint={words.arrivedHint}
            data-testid="dispatch-arrived"
            onClick={() => actions.onArrived(id)}
          >
            {words.arrivedNow}
          </Button>
          <Button kind="quiet" hint={words.callOffHint} onClick={() => actions.onCallOff(id, who)}>
            {words.callOff}
          </Button>
        </span>
      )}
    </li>
  );
}

export type DispatchesProps = Omit<RowProps, 'dispatch'> & { readonly detail: Detail };

/** Who was sent because of the finding; nothing where nobody was. */
export function Dispatches({ detail, zone, actions }: DispatchesProps) {
  if (detail.dispatches.length === 0) return null;
  return (
    <Card title={words.title} aside={detail.dispatches.length}>
      <ul className={styles.list}>
        {detail.dispatches.map((dispatch) => (
          <Row
            key={dispatch.id}
            dispatch={dispatch}
            zone={zone}
            {...(actions === undefined ? {} : { actions })}
          />
        ))}
      </ul>
    </Card>
  );
}
