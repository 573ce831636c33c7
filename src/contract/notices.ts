import { z } from 'zod';
import { SEVERITIES } from '#core/model/finding.ts';

const instant = z.number().int();
const Severity = z.enum(SEVERITIES);

/** Something a person must hear of: shown by the system, or by the browser. Codes only. */
export const Notice = z.object({
  /** A notice takes the place of the one with the same tag: a finding's id, `site:RB-01`, `sites`, `desk:NORTH`, `flood` or `test`. */
  tag: z.string(),
  kind: z.enum(['finding', 'site', 'desk', 'flood', 'test']),
  /** Where a click leads: of a group the newest; null: to the feed. */
  finding_id: z.string().nullable(),
  finding_type: z.string().nullable(),
  /** The test that it belongs to; a screen says what it could do with it. */
  test: z.string().nullable(),
  site: z.string().nullable(),
  severity: Severity,
  /** `Tour T-1 overdue · RB-01` */
  title: z.string(),
  /** `since 01:40 IST. …` */
  body: z.string(),
  /** False: shown without a sound, because of a mute, or because its group was heard already. */
  heard: z.boolean(),
  /** Who attends its desk and alone hears of it; null: everybody does. */
  holder: z.string().nullable(),
  /** False: another person's desk answers it. It is in the feed here, and neither shown nor heard. */
  here: z.boolean(),
});
export type Notice = z.output<typeof Notice>;

/** Whether more alarms come than one person can take, and what is done about it. */
export const FloodState = z.object({
  active: z.boolean(),
  since: instant.nullable(),
  /** Findings that were announced, or held, in the last 10 minutes. */
  alarms_10_min: z.number().int(),
  /** Findings that were not announced, since the flood began. */
  held: z.object({ MEDIUM: z.number().int(), LOW: z.number().int() }),
  /** Alarms of the flood by site, the worst first; `null` is the installation. */
  sites: z
    .array(z.object({ site: z.string().nullable(), count: z.number().int(), worst: Severity }))
    .max(100),
});
export type FloodState = z.output<typeof FloodState>;

/** The sound is off until then; calls for help and lone workers are heard all the same. */
export const MuteState = z.object({
  at: instant,
  until: instant,
  minutes: z.number().int(),
  /** Who muted it. */
  by: z.string(),
});
export type MuteState = z.output<typeof MuteState>;

/** What a screen, or the host itself, could do with the test notice; null: that is not its part. */
export const NOTICE_ABILITIES = ['shown', 'denied', 'unsupported'] as const;
export const SOUND_ABILITIES = ['played', 'blocked', 'muted'] as const;
export const TEST_RESULTS = [
  'RUNNING',
  'PASSED',
  'NO_WINDOW',
  'NOTICE_DENIED',
  'NOTICE_UNSUPPORTED',
  'SOUND_BLOCKED',
  'SOUND_MUTED',
] as const;

/** The last test of sound and notices. */
export const NoticeTest = z.object({
  id: z.string(),
  at: instant,
  by: z.string(),
  result: z.enum(TEST_RESULTS),
  notice: z.enum(NOTICE_ABILITIES).nullable(),
  sound: z.enum(SOUND_ABILITIES).nullable(),
});
export type NoticeTest = z.output<typeof NoticeTest>;

/** Whether the desktop under the Electron host shows notifications. */
export const DesktopState = z.enum(['shows', 'unsupported', 'failed']);
export type DesktopState = z.output<typeof DesktopState>;

export const OpenAlarm = z.object({
  finding_id: z.string(),
  finding_type: z.string(),
  site: z.string().nullable(),
  severity: Severity,
  title: z.string(),
  since: instant,
});
export type OpenAlarm = z.output<typeof OpenAlarm>;

/** Alarms that nobody has acknowledged: how many, how many of them CRITICAL, and the newest five. */
export const OpenAlarms = z.object({
  count: z.number().int(),
  critical: z.number().int(),
  newest: z.array(OpenAlarm).max(5),
});
export type OpenAlarms = z.output<typeof OpenAlarms>;

export const noticeMethods = {
  /** Everything a screen needs to know about notices when it opens, or comes back. */
  'notices.state': {
    kind: 'query',
    input: z.object({}),
    output: z.object({
      flood: FloodState,
      mute: MuteState.nullable(),
      /** null: never tested. */
      test: NoticeTest.nullable(),
      desktop: DesktopState.nullable(),
      open: OpenAlarms,
      /** Unacknowledged CRITICAL alarms: they sound until somebody acknowledges them. */
      sounding: z.array(z.object({ finding_id: z.string(), finding_type: z.string() })),
    }),
  },
  /** Turns the sound off for a while, never for ever; 0 turns it on again. */
  'notices.mute': {
    kind: 'command',
    input: z.object({
      minutes: z.number().int().min(0).max(60),
      reason: z.string().trim().max(1_000).optional(),
    }),
    output: z.object({ mute: MuteState.nullable() }),
  },
  /** Shows a test notice with its sound in every open window; the answers tell what works. */
  'notices.test': { kind: 'command', input: z.object({}), output: z.object({ id: z.string() }) },
  /** A screen, or the host, says what it could do with the test notice. */
  'notices.confirm_test': {
    kind: 'command',
    input: z.object({
      test: z.string(),
      notice: z.enum(NOTICE_ABILITIES).nullable(),
      sound: z.enum(SOUND_ABILITIES).nullable(),
    }),
    output: z.object({ result: z.enum(TEST_RESULTS) }),
  },
  /** The Electron host says whether the desktop shows notifications. */
  'notices.desktop': { kind: 'command', input: z.object({ state: DesktopState }), output: z.object({}) },
} as const;

export const noticeEvents = {
  notice: Notice,
  /** Somebody has seen to it, or another notice tells it too: notices with these tags are taken away. */
  'notices.withdrawn': z.object({ tags: z.array(z.string()) }),
  'notices.open': OpenAlarms,
  'notices.flood': FloodState,
  'notices.muted': z.object({ mute: MuteState.nullable() }),
  'notices.tested': NoticeTest,
  'notices.desktop': z.object({ state: DesktopState }),
} as const;
