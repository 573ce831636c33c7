import type { Parsed } from '#contract/index.ts';
import type { EpochMs } from '#core/model/time.ts';
import type { Log } from '#main/ports/log.ts';
import type { Timers } from '#main/ports/time.ts';
import type { Desks } from '../desks/desks.ts';
import type { EngineContext } from '../engine/context.ts';
import type { Caller, CommandHandlers } from '../handlers.ts';
import { Refused } from '../handlers.ts';
import { NoticeDesk } from './desk.ts';
import { KEPT, readDesktop } from './kept.ts';
import { Mute } from './mute.ts';
import { createTestCommands, NoticeSelfTest } from './self-test.ts';

export type NoticesWorld = {
  readonly context: EngineContext;
  readonly timers: Timers;
  readonly log: Log;
  readonly desks: Desks;
  /** The installation's IANA time zone. */
  readonly timezone: string;
};

export type Notices = {
  readonly handlers: Pick<
    CommandHandlers,
    'notices.mute' | 'notices.test' | 'notices.confirm_test' | 'notices.desktop'
  >;
  readonly start: () => void;
  readonly tick: (now: EpochMs) => void;
  /** Tests sound and notices as soon as windows may be open. */
  readonly test: () => void;
  readonly stop: () => void;
};

const refuse = (): never => {
  throw new Refused('unavailable', 'Nobody hears this engine.');
};
/** The commands of an engine that nobody hears. */
export const NOBODY_HEARS: Notices['handlers'] = {
  'notices.mute': refuse,
  'notices.test': refuse,
  'notices.confirm_test': refuse,
  'notices.desktop': refuse,
};

/** Everything about being heard: the desk, the mute, the test of sound and notices. */
export function createNotices({ context, timers, log, desks, timezone }: NoticesWorld): Notices {
  const { store, clock, emit } = context.world;
  const mute = new Mute(store, emit, clock.now());
  const zoneOf = (site: string | null) => (site === null ? null : context.siteOf(site))?.timezone ?? timezone;
  const desk = new NoticeDesk({ store, clock, emit, book: context.book, zoneOf, mute, desks });
  const test = new NoticeSelfTest({ store, clock, timers, log, emit, mute });
  context.onCommitted((outcome) => desk.take(outcome));
  return {
    handlers: {
      'notices.mute': (input, caller) => {
        const answer = mute.set(input, caller, clock.now());
        if (answer.mute === null) test.unmuted();
        return answer;
      },
      ...createTestCommands(test),
      'notices.desktop': (input, caller) => tellDesktop(context, input, caller),
    },
    start: () => {
      desk.tell();
      test.start();
    },
    tick(now) {
      desk.tick(now);
      if (mute.tick(now)) test.unmuted();
    },
    test: () => test.byItself(),
    stop: () => test.stop(),
  };
}

/** The Electron host says whether its desktop shows notifications: kept for windows that open later, told to those that are open. */
function tellDesktop(
  { world }: EngineContext,
  { state }: Parsed<'notices.desktop'>,
  { actor }: Caller,
): Record<string, never> {
  const { store, clock, emit } = world;
  const before = readDesktop(store.state.get);
  if (before === state) return {};
  store.transaction(() => {
    store.state.set(KEPT.desktop, JSON.stringify(state));
    store.trail.append([
      {
        at: clock.now(),
        actor,
        action: 'notices.desktop_changed',
        entity: 'engine',
        entity_id: 'notices',
        reason: null,
        before,
        after: state,
      },
    ]);
  });
  emit('notices.desktop', { state });
  return {};
}
