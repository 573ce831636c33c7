import { type ReactNode, useState } from 'react';
import { useStore } from 'zustand';
import { Permitted } from '#renderer/api/permitted.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { Card } from '#renderer/ui/card.tsx';
import { ContentView } from '#renderer/ui/content-view.tsx';
import { formatAge } from '#renderer/ui/time.ts';
import { LocalTime } from '#renderer/ui/times.tsx';
import {
  deliveryStateWords,
  editWords,
  reasonWords,
  actionScreenWords as screenWords,
  messageWords as words,
} from '#renderer/words/actions.ts';

import styles from './actions.module.css';
import type { ActionsStore, Message } from './actions-store.ts';
import { ReasonDialog } from './reason-dialog.tsx';

type MessageProps = {
  readonly store: ActionsStore;
  readonly message: Message;
  /** Who sits here. */
  readonly me: string;
  readonly zone: string;
  readonly onFinding: (id: string) => void;
  readonly onReport: (id: string) => void;
};
type Asking = 'decline' | 'withdraw' | 'edit' | null;

const Fact = ({ name, children }: { readonly name: string; readonly children: ReactNode }) => (
  <div>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
);

function Facts({ message, zone }: Pick<MessageProps, 'message' | 'zone'>) {
  const { approval, last, note, next_at, settled } = message;
  const at = (instant: number) => <LocalTime at={instant} zone={zone} />;
  return (
    <dl className={styles.facts}>
      <Fact name={words.state}>{deliveryStateWords[message.state]}</Fact>
      <Fact name={words.asked}>
        {message.authors.join(', ')} {at(message.requested_at)}
      </Fact>
      <Fact name={words.reason}>{message.kind === 'RESOLVE' ? words.isEnd : message.reason}</Fact>
      {approval !== null && (
        <Fact name={words.approved}>
          {approval.automatic ? words.automatic : approval.by} {at(approval.at)}
        </Fact>
      )}
      {message.state === 'REQUESTED' && <Fact name={words.expires}>{at(message.expires_at)}</Fact>}
      {message.attempts > 0 && <Fact name={words.tries}>{message.attempts}</Fact>}
      {last !== null && (
        <Fact name={words.last}>
          {last.outcome} {at(last.at)}
        </Fact>
      )}
      {settled.length > 0 && message.state !== 'SENT' && (
        <Fact name={words.settled}>{settled.join(', ')}</Fact>
      )}
      {next_at !== null && <Fact name={words.next}>{at(next_at)}</Fact>}
      {note !== null && <Fact name={words.note}>{note}</Fact>}
      <Fact name={words.key}>
        <code>{message.id}</code>
      </Fact>
    </dl>
  );
}

/** What may be done with a message as it stands. */
function Decisions({ store, message, me, onAsk }: MessageProps & { readonly onAsk: (what: Asking) => void }) {
  const { command, busy, at } = useStore(store);
  const { id, hash, state, over_since } = message;
  const isOver = over_since !== null && message.kind !== 'RESOLVE';
  const isOwn = message.authors.includes(me);
  const waits = state === 'REQUESTED';
  return (
    <div className={styles.decisions}>
      {waits && isOver && (
        <p className={styles.warning} role="status">
          {words.over(formatAge(at - over_since))}
        </p>
      )}
      {waits && (
        <Permitted by="deliveries.approve">
          <Button
            kind="primary"
            data-testid="message-approve"
            disabled={busy || isOwn}
            onClick={() => void command('deliveries.approve', { id, hash, although_over: isOver })}
          >
            {isOver ? words.approveOver : words.approve}
          </Button>
          {isOwn && <span className={styles.faint}>{words.ownMay}</span>}
        </Permitted>
      )}
      {waits && (
        <Permitted by="deliveries.decline">
          <Button disabled={busy} data-testid="message-decline" onClick={() => onAsk('decline')}>
            {words.decline}
          </Button>
        </Permitted>
      )}
      {(waits || state === 'QUEUED') && message.last === null && (
        <Permitted by="deliveries.edit">
          <Button disabled={busy} data-testid="message-edit" onClick={() => onAsk('edit')}>
            {words.edit}
          </Button>
        </Permitted>
      )}
      {(waits || state === 'QUEUED') && (
        <Button disabled={busy} onClick={() => onAsk('withdraw')}>
          {words.withdraw}
        </Button>
      )}
      {(state === 'DEAD' || state === 'EXPIRED') && (
        <Permitted by="deliveries.retry">
          <Button
            disabled={busy}
            data-testid="message-retry"
            onClick={() => void command('deliveries.retry', { id })}
          >
            {words.retry}
          </Button>
        </Permitted>
      )}
    </div>
  );
}

const aboutOf = ({ gathered, about }: Message): string =>
  gathered > 0 ? screenWords.gathered(gathered) : about;

/** Opens what a message is about. */
function OpenAbout({ message: { finding_id, report_id }, onFinding, onReport }: MessageProps) {
  if (report_id !== null)
    return (
      <Button kind="quiet" onClick={() => onReport(report_id)}>
        {words.openReport}
      </Button>
    );
  if (finding_id === null) return null;
  return (
    <Button kind="quiet" onClick={() => onFinding(finding_id)}>
      {words.open}
    </Button>
  );
}

/** One message: what it is about, who let it go, what is sent to the letter, and what may be done with it. */
export function MessageView(props: MessageProps) {
  const { store, message } = props;
  const { command, refusal, forgive, saveFile } = useStore(store);
  const [asking, setAsking] = useState<Asking>(null);
  const { id, content } = message;
  const close = () => {
    setAsking(null);
    forgive();
  };
  const text = content.kind === 'WEBHOOK' ? content.body : content.text;
  return (
    <Card
      title={screenWords.entry(message.action_title, message.site, aboutOf(message))}
      aside={<OpenAbout {...props} />}
    >
      <Facts {...props} />
      <Decisions {...props} onAsk={setAsking} />
      {asking === null && refusal !== undefined && (
        <p role="alert" className={styles.warning}>
          {refusal.message}
        </p>
      )}
      <h4>{words.content}</h4>
      <ContentView content={content} onFile={(file) => void saveFile(id, file)} />
      {(asking === 'decline' || asking === 'withdraw') && (
        <ReasonDialog
          words={reasonWords[asking]}
          testId={`message-${asking}-sure`}
          refusal={refusal?.message}
          onDone={(note) =>
            command(asking === 'decline' ? 'deliveries.decline' : 'deliveries.withdraw', { id, note })
          }
          onClose={close}
        />
      )}
      {asking === 'edit' && (
        <ReasonDialog
          words={{ ...editWords, label: editWords.text }}
          description={editWords.means}
          testId="message-edit-sure"
          begin={text}
          rows={12}
          maxLength={20_000}
          refusal={refusal?.message}
          onDone={(changed) => command('deliveries.edit', { id, text: changed })}
          onClose={close}
        />
      )}
    </Card>
  );
}
