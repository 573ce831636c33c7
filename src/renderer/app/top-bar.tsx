import { Search, Settings } from 'lucide-react';
import { useStore } from 'zustand';
import { LoadMeter, Sources, Suppressed } from '#renderer/features/engine/index.ts';
import { NoticeControls } from '#renderer/features/notices/index.ts';
import { Button } from '#renderer/ui/button.tsx';
import { useNow } from '#renderer/ui/clock.tsx';
import { formatClock, formatInstant } from '#renderer/ui/time.ts';
import { settingsWords } from '#renderer/words/settings.ts';
import { goToBaselines } from './baselines.ts';
import type { Stores } from './stores.ts';
import styles from './top-bar.module.css';
import type { Screen } from './view-store.ts';

const SCREENS: readonly { readonly screen: Screen; readonly word: string; readonly key: string }[] = [
  { screen: 'feed', word: 'Feed', key: '1' },
  { screen: 'fleet', word: 'Fleet', key: '2' },
  { screen: 'baselines', word: 'Baselines', key: '4' },
];

/** The time of the installation, ticking. */
function WallClock({ zone }: { readonly zone: string }) {
  const now = useNow();
  return (
    <time className={styles.clock} dateTime={new Date(now).toISOString()} title={formatInstant(now, zone)}>
      {formatClock(now, zone, now)}
    </time>
  );
}

/** Where you are, how busy it is, what is held back, who is heard, and the time. */
export function TopBar({ stores }: { readonly stores: Stores }) {
  const { engine, view, notices } = stores;
  const status = useStore(engine, (state) => state.status);
  const person = useStore(engine, (state) => state.person);
  const { screen, go, open } = useStore(view);
  return (
    <header className={styles.bar}>
      <h1 className={styles.brand}>Vigil</h1>
      {status?.demo === true && (
        <span
          className={styles.demo}
          title="Sample fleet with simulated telemetry. Nothing leaves this machine."
        >
          DEMO
        </span>
      )}
      <nav aria-label="Screens" className={styles.nav}>
        {SCREENS.map(({ screen: each, word, key }) => (
          <Button
            key={each}
            kind="quiet"
            className={styles.screen}
            hint={word}
            aria-keyshortcuts={key}
            aria-current={screen === each ? 'page' : undefined}
            onClick={() => (each === 'baselines' ? goToBaselines(stores) : go(each))}
          >
            {word}
          </Button>
        ))}
      </nav>
      <div className={styles.right}>
        <NoticeControls store={notices} />
        {status !== undefined && (
          <>
            <LoadMeter alarms={status.alarms_10_min} />
            <Suppressed store={engine} status={status} />
            <Sources status={status} />
          </>
        )}
        <Button
          kind="quiet"
          shortcut="Ctrl K"
          className={styles.search}
          hint="Every command by its name"
          onClick={() => open('palette')}
        >
          <Search size={13} aria-hidden="true" />
          <span className={styles.commands}>Commands</span>
        </Button>
        <Button
          kind="quiet"
          className={styles.settings}
          hint={settingsWords.hint}
          aria-label={settingsWords.title}
          aria-keyshortcuts=","
          onClick={() => open('settings')}
        >
          <Settings size={14} aria-hidden="true" />
        </Button>
        <Button kind="quiet" hint="Who is at this desk" onClick={() => open('person')}>
          {person ?? 'Who are you?'}
        </Button>
        {status !== undefined && <WallClock zone={status.timezone} />}
      </div>
    </header>
  );
}
