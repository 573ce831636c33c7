import { CSPProvider } from '@base-ui/react/csp-provider';
import type { ReactNode } from 'react';
import { useEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';
import type { NoticesStore } from '#renderer/features/notices/index.ts';
import { type SessionStore, SignInScreen } from '#renderer/features/people/index.ts';
import { LinkBanner, type LinkStore } from '#renderer/features/workstations/index.ts';
import { useTheme } from './use-theme.ts';
import { readKept } from './view-store.ts';

/** What shows that somebody is there. */
const SIGNS = ['keydown', 'pointerdown', 'pointermove', 'wheel'] as const;

export type Inside = {
  readonly notices: Pick<NoticesStore, 'getState' | 'subscribe' | 'getInitialState'>;
  readonly draw: () => ReactNode;
};
export type GateProps = {
  readonly session: SessionStore;
  readonly link: LinkStore;
  /** Makes everything that is inside, for one person with one role: what another one saw is gone with it. */
  readonly make: () => Inside;
};

/** Shows what is inside to whoever may see it; else how many alarms wait, with their sound, and the way in. */
export function Gate({ session: store, link, make }: GateProps) {
  const { session, fault, touched } = useStore(store);
  const inside = useRef<{ readonly whose: string; readonly made: Inside } | null>(null);
  useEffect(() => store.getState().start(), [store]);
  useEffect(() => link.getState().start(), [link]);
  useEffect(() => {
    for (const sign of SIGNS) window.addEventListener(sign, touched, { passive: true });
    return () => {
      for (const sign of SIGNS) window.removeEventListener(sign, touched);
    };
  }, [touched]);
  if (session === undefined && fault === undefined) return null;
  // While nobody knows who sits here, the screens themselves say what is wrong.
  const isOpen = session === undefined || session.state === 'OPEN';
  const whose = JSON.stringify([session?.account ?? null, session?.role ?? null, session?.accounts ?? false]);
  if (inside.current === null || (isOpen && session !== undefined && inside.current.whose !== whose))
    inside.current = { whose, made: make() };
  const { made } = inside.current;
  if (isOpen || session === undefined) return made.draw();
  return <Closed store={store} link={link} session={session} inside={made} />;
}

type ClosedProps = {
  readonly store: SessionStore;
  readonly link: LinkStore;
  readonly session: NonNullable<ReturnType<SessionStore['getState']>['session']>;
  readonly inside: Inside;
};

/** Nobody is signed in: alarms sound all the same. */
function Closed({ store, link, session, inside: { notices } }: ClosedProps) {
  const { theme } = readKept(localStorage);
  useTheme(theme);
  const alarms = useStore(notices, (state) => state.open);
  const now = useSecond();
  useEffect(() => notices.getState().start(), [notices]);
  return (
    <CSPProvider disableStyleElements>
      <LinkBanner store={link} now={now} zone={HERE} heardAt={undefined} />
      <SignInScreen store={store} session={session} alarms={alarms} />
    </CSPProvider>
  );
}

/** The installation's zone is not known to whoever has not signed in. */
const HERE = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** This machine's clock, each second: the engine's is behind the door. */
function useSecond(): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, []);
  return now;
}
