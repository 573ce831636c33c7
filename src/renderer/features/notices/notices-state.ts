import type { Api, Fault } from '#contract/index.ts';
import type {
  DesktopState,
  FloodState,
  MuteState,
  Notice,
  NoticeTest,
  OpenAlarms,
} from '#contract/notices.ts';
import type { FindingSeverity } from '#core/model/finding.ts';
import { severityRank } from '#core/model/finding.ts';
import type { EpochMs } from '#core/model/time.ts';
import type { Desktop, Permission } from './desktop.ts';
import type { Lead } from './lead.ts';
import type { Sound } from './sound.ts';
import type { KeptSounds, SoundSettings } from './sound-settings.ts';

export type NoticesState = SoundSettings & {
  /** True where the host shows notices itself. */
  readonly byHost: boolean;
  readonly permission: Permission;
  /** Whether the system shows what the host gives it; null: nothing is known. */
  readonly desktop: DesktopState | null;
  /** The browser keeps this page silent until somebody touches it. */
  readonly blocked: boolean;
  /** Another window of this browser sounds. */
  readonly soundsElsewhere: boolean;
  readonly mute: MuteState | null;
  readonly flood: FloodState | undefined;
  readonly test: NoticeTest | null | undefined;
  readonly open: OpenAlarms | undefined;
  /** CRITICAL findings that sound until acknowledged, each with its type. */
  readonly sounding: ReadonlyMap<string, string>;
  /** Notices that tell of something that nobody has seen to, the newest first. */
  readonly up: readonly Notice[];
  /** Tags of notices that the operator has put aside on the screen. */
  readonly aside: ReadonlySet<string>;
  readonly muteShown: boolean;
  readonly fault: Fault | undefined;
  readonly askPermission: () => Promise<void>;
  /** Opens or closes the dialog that mutes. */
  readonly showMute: (shown: boolean) => void;
  /** Turns the sound off for so many minutes; 0 turns it on. */
  readonly muteFor: (minutes: number) => Promise<void>;
  readonly runTest: () => Promise<void>;
  readonly dismiss: (tag: string) => void;
  readonly setSound: (severity: FindingSeverity, on: boolean) => void;
  readonly setVolume: (volume: number) => void;
  /** Lets the operator hear a severity as it is set. */
  readonly trySound: (severity: FindingSeverity) => void;
  /** This window has come to the front. */
  readonly seen: () => void;
  /** This window leads on the desktop from now on: what is unseen is shown by it. */
  readonly showAll: () => void;
  readonly start: () => () => void;
};

export type NoticesParts = {
  readonly api: Api;
  /** null where the host shows notices itself. */
  readonly desktop: Desktop | null;
  readonly sound: Sound;
  readonly every: (ms: number, run: () => void) => () => void;
  /** The engine's time. */
  readonly now: () => EpochMs;
  readonly keep: KeptSounds;
  /** Brings a finding to the front; null: the feed. */
  readonly open: (findingId: string | null) => void;
  /** Of several windows one sounds, and one shows on the desktop. */
  readonly leads: { readonly sound: Lead; readonly desktop: Lead };
};

/** Whether a mute holds. It ends by itself, also while the engine is away. */
export const isMuted = ({ mute }: Pick<NoticesState, 'mute'>, now: EpochMs): boolean =>
  mute !== null && mute.at <= now && now < mute.until;

/** Whether notices get out of the page. */
export const showsNotices = ({
  byHost,
  permission,
  desktop,
}: Pick<NoticesState, 'byHost' | 'permission' | 'desktop'>): boolean =>
  byHost ? desktop !== 'unsupported' && desktop !== 'failed' : permission === 'granted';

/** Notices that the desktop could not show: the worst first, then the newest. */
export const bannersOf = (state: NoticesState): readonly Notice[] =>
  showsNotices(state)
    ? []
    : state.up
        .filter(({ tag }) => !state.aside.has(tag))
        .toSorted((a, b) => severityRank(b.severity) - severityRank(a.severity));

/** Banners that are drawn at once; the rest is counted. */
const DRAWN = 3;

/**
 * The banners that are drawn. While somebody points at them, those that were there (`held`, by their tags) stay in their places
 * until they are dealt with, or a button would be another's when it is pressed.
 */
export function drawnOf(banners: readonly Notice[], held: readonly string[] | null): readonly Notice[] {
  const still = (held ?? []).flatMap((tag) => banners.find((banner) => banner.tag === tag) ?? []);
  return still.length > 0 ? still : banners.slice(0, DRAWN);
}
