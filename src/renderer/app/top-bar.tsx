import { Search, Settings } from 'lucide-react';
import { useEffect } from 'react';
import { useStore } from 'zustand';
import { myDesks } from '#renderer/features/desks/index.ts';
import { LoadMeter, Sources, Suppressed } from '#renderer/features/engine/index.ts';
import { NoticeControls } from '#renderer/features/notices/index.ts';
import { LinkStatus } from '#renderer/features/workstations/index.ts';
import { Button } from '#renderer/ui/button.tsx';
import { useNow } from '#renderer/ui/clock.tsx';
import { MenuButton } from '#renderer/ui/menu.tsx';
import { formatClock, formatInstant } from '#renderer/ui/time.ts';
import { appWords, screenHints, screenWords, topBarWords as words } from '#renderer/words/app.ts';
import { deskOf } from '#renderer/words/desks.ts';
import { seatWords } from '#renderer/words/people.ts';
import { settingsWords } from '#renderer/words/settings.ts';
import { goToBaselines } from './baselines.ts';
import { keyLabel } from './commands/command.ts';
import { goTo } from './landing.ts';
import { MORE, type Place, TABS } from './screens.ts';
import type { Stores } from './stores.ts';
import styles from './top-bar.module.css';

/** The time of the installation, ticking. */
function WallClock({ zone }: { readonly zone: string }) {
  const now = useNow();
  return (
    <time className={styles.clock} dateTime={new Date(now).toISOString()} title={formatInstant(now, zone)}>
      {formatClock(now, zone, now)}
    </time>
  );
}

/** Messages that wait for somebody's approval, for whoever may give it. */
function ToApprove({ stores }: { readonly stores: Stores }) {
  const { may } = useStore(stores.session);
  const { load, counts } = useStore(stores.actions);
  const isAsked = may('deliveries.approve');
  useEffect(() => {
    if (isAsked) void load();
  }, [isAsked, load]);
  const waiting = counts?.WAITING ?? 0;
  if (!isAsked || waiting === 0) return null;
  return (
    <Button
      kind="quiet"
      shortcut="U"
      hidesKey
      hint={words.toApproveHint}
      onClick={() => goTo(stores, 'actions')}
    >
      {words.toApprove(waiting)}
    </Button>
  );
}

/** Where you are, how busy it is, what is held back, who is heard, and the time. */
export function TopBar({ stores }: { readonly stores: Stores }) {
  const { engine, view, notices } = stores;
  const status = useStore(engine, (state) => state.status);
  const person = useStore(engine, (state) => state.person);
  const { session, may } = useStore(stores.session);
  const desks = useStore(stores.desks, (state) => state.state);
  const flood = useStore(notices, (state) => state.flood);
  const { screen, go, open } = useStore(view);
  const isOffered = ({ method }: Place) => method === undefined || may(method);
  return (
    <header className={styles.bar}>
      <h1 className={styles.brand}>{appWords.brand}</h1>
      {status?.demo === true && (
        <span className={styles.demo} title={words.demoMeans}>
          {words.demo}
        </span>
      )}
      <nav aria-label={words.screens} className={styles.nav}>
        {TABS.filter(isOffered).map(({ screen: each, key }) => (
          <Button
            key={each}
            kind="quiet"
            className={styles.screen}
            hint={screenHints[each]}
            shortcut={keyLabel(key)}
            hidesKey
            aria-current={screen === each ? 'page' : undefined}
            onClick={() => (each === 'baselines' ? goToBaselines(stores) : go(each))}
          >
            {screenWords[each]}
          </Button>
        ))}
        <MenuButton
          kind="quiet"
          className={styles.screen}
          label={TABS.some((tab) => tab.screen === screen) ? words.more : screenWords[screen]}
          isCurrent={!TABS.some((tab) => tab.screen === screen)}
          hint={words.moreHint}
          testId="more-screens"
          actions={MORE.filter(isOffered).map(({ screen: each, key }) => ({
            label: screenWords[each],
            key: keyLabel(key),
            hint: screenHints[each],
            run: () => goTo(stores, each),
          }))}
        />
      </nav>
      <div className={styles.right}>
        <ToApprove stores={stores} />
        <LinkStatus store={stores.link} onOpen={() => open('workstations')} />
        <NoticeControls store={notices} />
        {status !== undefined && (
          <>
            <LoadMeter alarms={flood?.active === true ? flood.alarms_10_min : status.alarms_10_min} />
            <Suppressed store={engine} status={status} />
            <Sources status={status} />
          </>
        )}
        <Button
          kind="quiet"
          shortcut="Ctrl K"
          className={styles.search}
          hint={words.commandsHint}
          onClick={() => open('palette')}
        >
          <Search size={13} aria-hidden="true" />
          <span className={styles.commands}>{words.commands}</span>
        </Button>
        <Button
          kind="quiet"
          className={styles.settings}
          hint={settingsWords.hint}
          aria-label={settingsWords.title}
          shortcut=","
          hidesKey
          onClick={() => open('settings')}
        >
          <Settings size={14} aria-hidden="true" />
        </Button>
        <Button
          kind="quiet"
          hint={session?.accounts === true ? seatWords.hint : words.person}
          data-testid="seat"
          onClick={() => open('person')}
        >
          {session?.account ?? person ?? words.nobody}
          {deskOf(myDesks({ state: desks }) ?? [])}
        </Button>
        {status !== undefined && <WallClock zone={status.timezone} />}
      </div>
    </header>
  );
}
