import { useStore } from 'zustand';
import { Permitted } from '#renderer/api/permitted.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { useNow } from '#renderer/ui/clock.tsx';
import { Said } from '#renderer/ui/said.tsx';
import { LocalTime } from '#renderer/ui/times.tsx';
import { noticesWords as words } from '#renderer/words/notices.ts';
import type { NoticesStore } from './notices-store.ts';
import styles from './strips.module.css';
import type { Trouble } from './troubles.ts';
import { minutesLeft, troublesOf } from './troubles.ts';

type LineProps = { readonly store: NoticesStore; readonly trouble: Trouble; readonly zone: string };

function TroubleText({ trouble, zone }: Omit<LineProps, 'store'>) {
  const now = useNow();
  if (trouble.kind === 'soundMuted') return words.soundMuted(trouble.mute, minutesLeft(trouble.mute, now));
  if (trouble.kind !== 'testFailed') return words[trouble.kind];
  const { at, result } = trouble.test;
  return <Said text={words.testResults[result]} at={<LocalTime at={at} zone={zone} />} />;
}

/** The way to mend it, where a button can. */
function Mending({ store, trouble }: Omit<LineProps, 'zone'>) {
  const { askPermission, muteFor, runTest, test } = useStore(store);
  if (trouble.kind === 'notAsked')
    return (
      <Button kind="quiet" onClick={() => void askPermission()}>
        {words.allow}
      </Button>
    );
  if (trouble.kind === 'soundMuted')
    return (
      <Permitted by="notices.mute">
        <Button kind="quiet" onClick={() => void muteFor(0)}>
          {words.soundOnNow}
        </Button>
      </Permitted>
    );
  if (trouble.kind !== 'testFailed' && trouble.kind !== 'hostFailed') return null;
  return (
    <Button kind="quiet" disabled={test?.result === 'RUNNING'} onClick={() => void runTest()}>
      {words.testAgain}
    </Button>
  );
}

/** What keeps notices from being seen or heard, and the way to mend it. It stays until it is mended. */
export function NoticeTroubles({ store, zone }: Omit<LineProps, 'trouble'>) {
  const state = useStore(store);
  const now = useNow();
  return (
    <section className={styles.troubles} aria-label={words.troubles} aria-live="polite">
      {troublesOf(state, now).map((trouble) => (
        <div key={trouble.kind} className={styles.trouble} data-testid={`notice-trouble-${trouble.kind}`}>
          <span>
            <TroubleText trouble={trouble} zone={zone} />
          </span>
          <Mending store={store} trouble={trouble} />
        </div>
      ))}
    </section>
  );
}
