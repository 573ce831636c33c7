import type { Answer, EventName, Payload } from '#contract/index.ts';
import type { DesktopState, NoticeTest } from '#contract/notices.ts';
import { SYSTEM } from '#core/model/actor.ts';
import type { RandomId } from '#main/ports/random.ts';
import type { Clock, Timers, Undo } from '#main/ports/time.ts';
import type { CommandHandlers } from '../handlers.ts';
import { ANSWER_WITHIN, resultOf, WINDOWS_OPEN_WITHIN, withAnswer } from '../notices/self-test.ts';
import { ofTest } from '../notices/words.ts';

export type OwnNotices = {
  readonly handlers: Pick<CommandHandlers, 'notices.test' | 'notices.confirm_test' | 'notices.desktop'>;
  /** How notices stand, with this workstation's own test and desktop in the place of the engine's. */
  readonly ofThis: (state: Answer<'notices.state'>) => Answer<'notices.state'>;
  readonly stop: Undo;
};
export type OwnNoticesParts = {
  readonly clock: Clock;
  readonly timers: Timers;
  readonly randomId: RandomId;
  readonly tell: <E extends EventName>(event: E, payload: Payload<E>) => void;
};

/** Whether notices and sound work at an attached workstation: the engine's own test says nothing of it. Tested when windows may be open, kept while the program runs. */
export function createOwnNotices({ clock, timers, randomId, tell }: OwnNoticesParts): OwnNotices {
  let test: NoticeTest | null = null;
  let desktop: DesktopState | null = null;
  let stop: Undo = timers.after(WINDOWS_OPEN_WITHIN, () => void begin(SYSTEM.name));
  const become = (next: NoticeTest) => {
    test = next;
    tell('notices.tested', next);
  };
  const conclude = () => {
    if (test?.result === 'RUNNING') become({ ...test, result: resultOf(test) });
  };
  const begin = (by: string) => {
    const id = randomId();
    stop();
    stop = timers.after(ANSWER_WITHIN, conclude);
    become({ id, at: clock.now(), by, result: 'RUNNING', notice: null, sound: null });
    tell('notice', ofTest({ id }, true));
    return { id };
  };
  return {
    handlers: {
      'notices.test': (_, { actor }) => begin(actor.name),
      'notices.confirm_test': ({ test: id, notice, sound }) => {
        if (test?.id !== id) return { result: test?.result ?? 'NO_WINDOW' };
        const heard = withAnswer(test, { notice, sound });
        const result = resultOf(heard);
        if (result === 'PASSED') become({ ...heard, result });
        else test = heard;
        return { result };
      },
      'notices.desktop': ({ state }) => {
        if (desktop !== state) tell('notices.desktop', { state });
        desktop = state;
        return {};
      },
    },
    ofThis: (state) => ({ ...state, test, desktop }),
    stop: () => stop(),
  };
}
