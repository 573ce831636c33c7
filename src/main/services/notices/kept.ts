import type { z } from 'zod';
import type { DesktopState, FloodState, MuteState, NoticeTest } from '#contract/notices.ts';
import {
  DesktopState as Desktop,
  FloodState as Flood,
  MuteState as Mute,
  NoticeTest as Test,
} from '#contract/notices.ts';
import type { EpochMs } from '#core/model/time.ts';

/** Named values of the engine that hold what must survive a restart, and that the queries read. */
export const KEPT = {
  flood: 'notices.flood',
  mute: 'notices.mute',
  test: 'notices.test',
  desktop: 'notices.desktop',
} as const;

/** Reads a small named value of the engine. */
type ReadState = (name: string) => string | null;

export const NO_FLOOD: FloodState = {
  active: false,
  since: null,
  alarms_10_min: 0,
  held: { MEDIUM: 0, LOW: 0 },
  sites: [],
};

/** The value under a name, or null where there is none that can be understood. */
function read<T extends z.ZodType>(state: ReadState, name: string, schema: T): z.output<T> | null {
  const text = state(name);
  if (text === null || text === '') return null;
  try {
    return schema.parse(JSON.parse(text));
  } catch {
    return null; // another version's: as if it had never been
  }
}

export const readFlood = (state: ReadState): FloodState => read(state, KEPT.flood, Flood) ?? NO_FLOOD;
export const readTest = (state: ReadState): NoticeTest | null => read(state, KEPT.test, Test);
export const readDesktop = (state: ReadState): DesktopState | null => read(state, KEPT.desktop, Desktop);

/** The mute that holds at `at`. A clock that was set back ends it: rather heard than not. */
export function readMute(state: ReadState, at: EpochMs): MuteState | null {
  const mute = read(state, KEPT.mute, Mute);
  return mute !== null && mute.at <= at && at < mute.until ? mute : null;
}
