import type { EventName, Payload } from '#contract/index.ts';
import { methods } from '#contract/index.ts';
import type { SessionState } from '#contract/people.ts';
import type { Reply } from '#contract/reply.ts';
import type { Log } from '#main/ports/log.ts';
import type { Undo } from '#main/ports/time.ts';
import type { Dispatch } from '../dispatch.ts';
import type { EventListener } from '../event-listener.ts';
import { type Asker, PROGRAM } from '../handlers.ts';
import { createPartial } from './partial.ts';
import type { AtStation, Sitting } from './standing.ts';
import { noticeWithoutDetails, openWithoutDetails, stateWithoutDetails } from './without-details.ts';

type Place = NonNullable<Asker['seat']>;
export type HearingParts = {
  readonly log: Log;
  readonly ask: Dispatch;
  /** null while it is not known who may what. */
  readonly sittingOf: (place: Place, at: AtStation) => Sitting | null;
  readonly sessionOf: (sitting: Sitting) => SessionState | null;
};
export type Hearing = {
  readonly listen: (place: Place, at: AtStation, listener: EventListener) => Undo;
  readonly tell: (event: EventName, payload: unknown) => void;
  /** Tells each seat where somebody else sits now, or the same person may do other things. */
  readonly announce: () => void;
  /** How alarms stand, for a screen that nobody has signed in at. */
  readonly openAlarms: (sitting: Sitting) => Promise<Reply<unknown>>;
};

/** What a screen hears that nobody has signed in at: enough to sound, nothing to read. */
const HEARD_BY_NOBODY: { readonly [E in EventName]?: (payload: Payload<E>) => Payload<E> } = {
  notice: noticeWithoutDetails,
  'notices.open': openWithoutDetails,
  'notices.withdrawn': ({ tags }) => ({ tags: tags.filter((tag) => !/^(site|desk):/.test(tag)) }),
  'notices.muted': (payload) => payload,
  'notices.tested': (payload) => payload,
  'notices.desktop': (payload) => payload,
};

/** What each seat is told of what is told: everything, the part that its account may see, or that there is an alarm. */
export function createHearing({ log, ask, sittingOf, sessionOf }: HearingParts): Hearing {
  type Ear = {
    readonly place: Place;
    readonly at: AtStation;
    readonly listener: EventListener;
    told: string | null;
    turn: Promise<void>;
  };
  const ears = new Set<Ear>();
  const partial = createPartial(ask);

  /** In order, although a part is asked for: what comes later waits. */
  const later = (ear: Ear, work: () => Promise<void>) => {
    ear.turn = ear.turn.then(work).catch((error: unknown) => log.error('an event was not told', { error }));
  };
  const give = (ear: Ear, event: EventName, payload: unknown) => {
    if (ears.has(ear)) ear.listener(event, payload);
  };
  /** Somebody who closed the window, or whose program died, has not signed out, and hears nothing: then everybody does. */
  const withHearer = (notice: Payload<'notice'>): Payload<'notice'> => {
    const { holder } = notice;
    const isThere = [...ears].some(({ place, at }) => {
      const sitting = sittingOf(place, at);
      return sitting?.state === 'OPEN' && sitting.account?.name === holder;
    });
    return holder === null || isThere ? notice : { ...notice, holder: null };
  };
  const tellOne = (ear: Ear, event: EventName, payload: unknown) => {
    const sitting = sittingOf(ear.place, ear.at);
    if (sitting === null) {
      // What is wrong with the database is told to everybody here.
      if (event === 'engine.changed' && !('station' in ear.at)) give(ear, event, payload);
      return;
    }
    const { state, asker } = sitting;
    // On the network there is nothing to hear for whoever has not signed in: not even how many alarms wait.
    if (asker.station !== undefined && state === 'SIGNED_OUT') return;
    const addressed = event === 'notice' ? atDesk(payload as Payload<'notice'>, sitting) : payload; // safe: its own payload
    if (state === 'OPEN' && asker.scope === 'all') return give(ear, event, addressed);
    later(ear, async () => {
      const seen = await partial.of(event, addressed, { ...asker, ...alarmsOf(sitting) });
      if (seen === null) return;
      if (state === 'OPEN') return give(ear, event, seen);
      // Safe: `tell` was given this event's own payload.
      const bare = HEARD_BY_NOBODY[event] as ((whole: unknown) => unknown) | undefined;
      if (bare !== undefined) give(ear, event, bare(seen));
    });
  };
  return {
    listen(place, at, listener) {
      const ear: Ear = { place, at, listener, told: null, turn: Promise.resolve() };
      ears.add(ear);
      return () => void ears.delete(ear);
    },
    tell(event, payload) {
      partial.hear(event);
      const told = event === 'notice' ? withHearer(payload as Payload<'notice'>) : payload; // safe: its own payload
      for (const ear of ears) tellOne(ear, event, told);
    },
    announce() {
      for (const ear of ears) {
        const sitting = sittingOf(ear.place, ear.at);
        const session = sitting === null ? null : sessionOf(sitting);
        const text = JSON.stringify(session);
        if (session === null || text === ear.told) continue;
        ear.told = text;
        later(ear, async () => give(ear, 'session.changed', session));
      }
    },
    async openAlarms(sitting) {
      const reply = await ask({ ...PROGRAM, ...alarmsOf(sitting) }, 'notices.state', {});
      if (!reply.ok) return reply;
      return { ok: true, value: stateWithoutDetails(methods['notices.state'].output.parse(reply.value)) };
    },
  };
}

/** An alarm that somebody's desk answers is heard there alone: elsewhere it is in the feed. */
const atDesk = (notice: Payload<'notice'>, { account }: Sitting): Payload<'notice'> => {
  const here = notice.holder === null || notice.holder === account?.name;
  return { ...notice, here, heard: notice.heard && here };
};

/** Whose alarms sound at a seat: those of who sits there or has locked it; before anybody has signed in, all. */
const alarmsOf = ({
  asker,
  account,
}: Sitting): Pick<Asker, 'actor' | 'scope'> & { readonly standing: 'program' } => ({
  actor: account === null ? asker.actor : { name: account.name, verified: true },
  scope: account?.scope ?? 'all',
  standing: 'program',
});
