import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { DELIVERY_LISTS } from '#core/model/action.ts';
import { Permitted } from '#renderer/api/permitted.tsx';
import { Button } from '#renderer/ui/button.tsx';
import frame from '#renderer/ui/page.module.css';
import { EmptyState, FailedState, LoadingState } from '#renderer/ui/states.tsx';
import { LocalTime } from '#renderer/ui/times.tsx';
import {
  deliveryStateWords,
  listWords,
  reasonWords,
  actionScreenWords as words,
} from '#renderer/words/actions.ts';
import styles from './actions.module.css';
import type { ActionsStore } from './actions-store.ts';
import { MessageView } from './message.tsx';
import { ReasonDialog } from './reason-dialog.tsx';
import { Setup } from './setup.tsx';

export type ActionsProps = {
  readonly store: ActionsStore;
  /** Who sits here. */
  readonly me: string;
  readonly zone: string;
  readonly onFinding: (id: string) => void;
  readonly onReport: (id: string) => void;
};

type HeadProps = {
  readonly store: ActionsStore;
  readonly isSetup: boolean;
  readonly onSetup: (isSetup: boolean) => void;
  readonly onStop: () => void;
};

function Head({ store, isSetup, onSetup, onStop }: HeadProps) {
  const { list, look, counts, setup, command, busy } = useStore(store);
  const stopped = setup?.rails.stopped ?? null;
  return (
    <div className={frame.head}>
      <h2>{words.title}</h2>
      {!isSetup && (
        <nav className={styles.lists} aria-label={words.lists}>
          {DELIVERY_LISTS.map((each) => (
            <Button
              key={each}
              kind="quiet"
              pressed={each === list}
              data-testid={`list-${each}`}
              onClick={() => look(each)}
            >
              {listWords[each]} {counts?.[each] ?? ''}
            </Button>
          ))}
        </nav>
      )}
      <Permitted by="actions.save">
        <Button data-testid="actions-setup" pressed={isSetup} onClick={() => onSetup(!isSetup)}>
          {isSetup ? words.back : words.setup}
        </Button>
      </Permitted>
      {stopped === null ? (
        <Permitted by="actions.stop">
          <Button hint={words.stopHint} data-testid="actions-stop" onClick={onStop}>
            {words.stop}
          </Button>
        </Permitted>
      ) : (
        <Permitted by="actions.resume">
          <Button
            disabled={busy}
            data-testid="actions-resume"
            onClick={() => void command('actions.resume', {})}
          >
            {words.resume}
          </Button>
        </Permitted>
      )}
    </div>
  );
}

function List({ store, zone }: Pick<ActionsProps, 'store' | 'zone'>) {
  const { messages = [], chosen, choose } = useStore(store);
  return (
    <nav className={styles.list} aria-label={words.messages}>
      {messages.map(({ id, action_title, about, site, gathered, state, requested_at }) => (
        <Button
          key={id}
          kind="quiet"
          className={styles.item ?? ''}
          aria-current={id === chosen ? 'true' : undefined}
          data-testid="message"
          onClick={() => choose(id)}
        >
          <span>{words.entry(action_title, site, gathered > 0 ? words.gathered(gathered) : about)}</span>
          <span className={styles.faint}>
            {deliveryStateWords[state]} <LocalTime at={requested_at} zone={zone} />
          </span>
        </Button>
      ))}
    </nav>
  );
}

/** What Vigil does outside of itself: what waits for approval, what is on its way, what did not arrive, and the set-up. */
export function Actions(props: ActionsProps) {
  const { store, zone } = props;
  const { setup, messages, list, chosen, fault, refusal, load, command, forgive } = useStore(store);
  const [isSetup, setSetup] = useState(false);
  const [isStopping, setStopping] = useState(false);
  useEffect(() => void load(), [load]);
  const message = messages?.find(({ id }) => id === chosen);
  const rails = setup?.rails;
  const close = () => {
    setStopping(false);
    forgive();
  };
  return (
    <section className={frame.page} aria-label={words.title} data-testid="actions">
      <Head store={store} isSetup={isSetup} onSetup={setSetup} onStop={() => setStopping(true)} />
      {rails?.stopped != null && (
        <p className={styles.banner} role="status" data-testid="actions-stopped">
          {words.stoppedBy(rails.stopped.by, rails.stopped.reason)}
        </p>
      )}
      {rails?.dry_run === true && <p className={styles.banner}>{words.dryRun}</p>}
      {fault !== undefined && (
        <FailedState
          title={words.failed}
          reason={fault.message}
          {...(messages === undefined ? {} : { kept: words.kept })}
          onRetry={() => void load()}
        />
      )}
      {messages === undefined && fault === undefined && <LoadingState label={words.loading} />}
      <div className={isSetup ? styles.single : styles.body}>
        {!isSetup && <List store={store} zone={zone} />}
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys */}
        <section className={styles.scroller} id="actions" tabIndex={0} aria-label={words.opened}>
          {isSetup && <Setup store={store} />}
          {!isSetup && messages?.length === 0 && (
            <EmptyState title={words.none}>{words.noneHow[list]}</EmptyState>
          )}
          {!isSetup && message !== undefined && <MessageView key={message.id} {...props} message={message} />}
        </section>
      </div>
      {isStopping && (
        <ReasonDialog
          words={reasonWords.stop}
          description={words.stopHint}
          testId="actions-stop-sure"
          refusal={refusal?.message}
          onDone={(reason) => command('actions.stop', { reason })}
          onClose={close}
        />
      )}
    </section>
  );
}
