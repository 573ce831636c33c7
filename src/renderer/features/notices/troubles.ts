import type { MuteState, NoticeTest } from '#contract/notices.ts';
import type { EpochMs } from '#core/model/time.ts';
import type { NoticesState } from './notices-state.ts';
import { isMuted, showsNotices } from './notices-state.ts';

/** One thing that keeps notices from being seen or heard. */
export type Trouble =
  | {
      readonly kind:
        | 'notAsked'
        | 'denied'
        | 'unsupported'
        | 'hostUnsupported'
        | 'hostFailed'
        | 'soundBlocked';
    }
  | { readonly kind: 'soundMuted'; readonly mute: MuteState }
  | { readonly kind: 'testFailed'; readonly test: NoticeTest };

type Known = Pick<
  NoticesState,
  'byHost' | 'permission' | 'desktop' | 'blocked' | 'soundsElsewhere' | 'mute' | 'test'
>;

function noticeTrouble(state: Known): readonly Trouble[] {
  if (showsNotices(state)) return [];
  if (state.byHost) return [{ kind: state.desktop === 'failed' ? 'hostFailed' : 'hostUnsupported' }];
  if (state.permission === 'default') return [{ kind: 'notAsked' }];
  return [{ kind: state.permission === 'denied' ? 'denied' : 'unsupported' }];
}

/** Everything that is wrong now, and the failed test where that tells more than what is wrong now. */
export function troublesOf(state: Known, now: EpochMs): readonly Trouble[] {
  const { blocked, soundsElsewhere, mute, test } = state;
  const troubles: Trouble[] = [...noticeTrouble(state)];
  if (blocked && !soundsElsewhere) troubles.push({ kind: 'soundBlocked' });
  if (mute !== null && isMuted(state, now)) troubles.push({ kind: 'soundMuted', mute });
  const isFailed = test != null && test.result !== 'PASSED' && test.result !== 'RUNNING';
  if (isFailed && !isExplained(test.result, troubles)) troubles.push({ kind: 'testFailed', test });
  return troubles;
}

/** Whether a trouble that is told already is the reason of the failure. */
function isExplained(result: NoticeTest['result'], troubles: readonly Trouble[]): boolean {
  const isAbout = (prefix: string) => troubles.some(({ kind }) => kind.startsWith(prefix));
  if (result.startsWith('SOUND')) return isAbout('sound');
  if (result.startsWith('NOTICE')) return troubles.some(({ kind }) => !kind.startsWith('sound'));
  return false;
}

/** Whole minutes until a mute ends, rounded up: it never says 0. */
export const minutesLeft = ({ until }: MuteState, now: EpochMs): number =>
  Math.max(1, Math.ceil((until - now) / 60_000));
