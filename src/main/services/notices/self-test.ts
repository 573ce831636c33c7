import type { Answer, Parsed } from '#contract/index.ts';
import type { NoticeTest } from '#contract/notices.ts';
import type { Actor } from '#core/model/actor.ts';
import { SYSTEM } from '#core/model/actor.ts';
import type { EpochMs } from '#core/model/time.ts';
import { SECOND } from '#core/model/time.ts';
import type { Log } from '#main/ports/log.ts';
import type { Store } from '#main/ports/store.ts';
import type { Clock, Timers, Undo } from '#main/ports/time.ts';
import type { Emit } from '../engine/context.ts';
import type { Caller } from '../handlers.ts';
import { Refused } from '../handlers.ts';
import { KEPT, readTest } from './kept.ts';
import type { Mute } from './mute.ts';
import { ofTest } from './words.ts';

/** A window that has not answered within this does not work, ms. */
export const ANSWER_WITHIN = 15 * SECOND;
/** After a start, windows get this long to open before a test, ms. */
export const WINDOWS_OPEN_WITHIN = 45 * SECOND;

export type SelfTestWorld = {
  readonly store: Store;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly log: Log;
  readonly emit: Emit;
  readonly mute: Mute;
};

/** Shows a test notice with its sound wherever Vigil is open, gathers what could be done with it, and keeps the result. */
export class NoticeSelfTest {
  readonly #world: SelfTestWorld;
  #running: NoticeTest | null = null;
  #deadline: Undo = () => {};
  #later: Undo = () => {};
  /** Tests of the system wait until then, in monotonic ms; null before the start. */
  #openFrom: number | null = null;
  #count = 0;
  #actor: Actor = SYSTEM;

  constructor(world: SelfTestWorld) {
    this.#world = world;
  }

  /** The engine has started: what was never tested is tested, what a crash cut off has failed. */
  start(): void {
    const { clock, store } = this.#world;
    this.#openFrom = clock.monotonic() + WINDOWS_OPEN_WITHIN;
    const last = readTest(store.state.get);
    if (last === null) this.byItself();
    else if (last.result === 'RUNNING') this.#conclude({ ...last, result: 'NO_WINDOW' });
  }

  stop(): void {
    this.#deadline();
    this.#later();
  }

  /** A test that nobody asked for, as soon as windows may be open. */
  byItself(): void {
    const { clock, timers } = this.#world;
    const wait = this.#openFrom === null ? WINDOWS_OPEN_WITHIN : this.#openFrom - clock.monotonic();
    this.#later();
    if (wait > 0) this.#later = timers.after(wait, () => void this.begin(SYSTEM));
    else this.begin(SYSTEM);
  }

  /** A mute ended: what could not be heard because of it is tested anew. */
  unmuted(): void {
    if (readTest(this.#world.store.state.get)?.result === 'SOUND_MUTED') this.byItself();
  }

  begin(actor: Actor): Answer<'notices.test'> {
    const { clock, timers, emit, mute } = this.#world;
    const at = clock.now();
    if (this.#running !== null) {
      emit('notice', ofTest(this.#running, mute.at(at) === null)); // windows that opened meanwhile
      return { id: this.#running.id };
    }
    this.stop();
    this.#actor = actor;
    const id = `${at}-${++this.#count}`;
    this.#save({ id, at, by: actor.name, result: 'RUNNING', notice: null, sound: null });
    this.#deadline = timers.after(ANSWER_WITHIN, () => {
      if (this.#running !== null) this.#conclude({ ...this.#running, result: resultOf(this.#running) });
    });
    emit('notice', ofTest({ id }, mute.at(at) === null));
    return { id };
  }

  /** One window, or the host, says what it could do. */
  confirm({ test, notice, sound }: Parsed<'notices.confirm_test'>): Answer<'notices.confirm_test'> {
    const running = this.#running;
    if (running?.id !== test) {
      const last = readTest(this.#world.store.state.get);
      if (last?.id !== test) throw new Refused('conflict', 'That test is over: there was another one since.');
      return { result: last.result };
    }
    const heard = withAnswer(running, { notice, sound });
    const result = resultOf(heard);
    if (result === 'PASSED') this.#conclude({ ...heard, result });
    else this.#running = heard;
    return { result };
  }

  #conclude(test: NoticeTest): void {
    const { clock, log } = this.#world;
    this.#deadline();
    this.#running = null;
    this.#save(test, clock.now());
    const { id, result } = test;
    if (result === 'PASSED') log.info('sound and notices work', { test: id });
    else log.warn('sound or notices do not work', { test: id, result });
  }

  /** `doneAt`: with a row in the audit trail. */
  #save(test: NoticeTest, doneAt?: EpochMs): void {
    const { store, emit } = this.#world;
    if (test.result === 'RUNNING') this.#running = test;
    store.transaction(() => {
      store.state.set(KEPT.test, JSON.stringify(test));
      if (doneAt === undefined) return;
      const { id, at, result, notice, sound } = test;
      store.trail.append([
        {
          at: doneAt,
          actor: this.#actor,
          action: 'notices.tested',
          entity: 'engine',
          entity_id: 'notices',
          reason: null,
          before: null,
          after: { test: id, at, result, notice, sound },
        },
      ]);
    });
    emit('notices.tested', test);
  }
}

/** The command that a person gives, and what windows answer. */
export const createTestCommands = (test: NoticeSelfTest) => ({
  'notices.test': (_: Parsed<'notices.test'>, { actor }: Caller) => test.begin(actor),
  'notices.confirm_test': (answer: Parsed<'notices.confirm_test'>) => test.confirm(answer),
});

/** From the best answer to the worst. */
const NOTICE_ORDER = ['shown', 'denied', 'unsupported'] as const;
const SOUND_ORDER = ['played', 'muted', 'blocked'] as const;

/** A test with one more answer: the best of all counts, for one window that works is enough. */
export const withAnswer = (
  test: NoticeTest,
  { notice, sound }: Pick<Parsed<'notices.confirm_test'>, 'notice' | 'sound'>,
): NoticeTest => ({
  ...test,
  notice: better(NOTICE_ORDER, test.notice, notice),
  sound: better(SOUND_ORDER, test.sound, sound),
});

function better<T extends string>(order: readonly T[], one: T | null, other: T | null): T | null {
  return order.find((each) => each === one || each === other) ?? null;
}

/** What the answers so far come to. */
export function resultOf({ notice, sound }: NoticeTest): NoticeTest['result'] {
  if (notice === null && sound === null) return 'NO_WINDOW';
  if (notice === 'denied') return 'NOTICE_DENIED';
  if (notice === 'unsupported' || notice === null) return 'NOTICE_UNSUPPORTED';
  if (sound === 'muted') return 'SOUND_MUTED';
  return sound === 'played' ? 'PASSED' : sound === null ? 'NO_WINDOW' : 'SOUND_BLOCKED';
}
