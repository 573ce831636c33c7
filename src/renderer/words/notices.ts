import type { FloodState, MuteState } from '#contract/notices.ts';
import { counted, personName } from './codes.ts';

/** Notices, sounds, the mute, the flood and the daily test. */
export const noticesWords = {
  region: 'Notices',
  show: 'Show',
  dismiss: (title: string) => `Dismiss ${title}`,
  moreInFeed: (count: number) => `and ${count} more in the feed`,

  soundOn: 'Sound on',
  soundHint: 'Mute the sound for 5, 15 or 60 minutes, or turn it on again (Shift M)',
  sounding: (count: number) => `Sounding: ${count} critical`,
  clickForSound: 'Click anywhere for sound',
  muted: (minutes: number) => `Muted ${minutes} min`,

  muteTitle: 'Mute the sound',
  muteExplained: 'Notices are shown all the same. Calls for help and lone workers are heard through it.',
  muteFor: (minutes: number) => `Mute for ${minutes} min`,
  cancel: 'Cancel',
  testNow: 'Test sound and notices',

  flood: ({ alarms_10_min }: FloodState) => `Flood: ${counted(alarms_10_min, 'alarm')} in 10 min`,
  /** `alarms`: the words above. */
  floodSaid: '{alarms} since {since}. {held}',
  floodHeld: ({ held }: FloodState) =>
    held.MEDIUM + held.LOW === 0
      ? 'Low priorities are held.'
      : `Low priorities are held (${held.MEDIUM + held.LOW}).`,
  floodHeldHint: ({ held }: FloodState) =>
    `${held.MEDIUM} medium and ${held.LOW} low: not announced, but in the feed and counted`,
  floodSites: 'Sites with the worst and most alarms',
  showBySite: 'Show by site',
  onlyGrave: 'Only critical and high',
  showSite: (site: string) => `Show the findings of ${site}`,
  installation: 'installation',

  troubles: 'What keeps notices from being seen or heard',
  allow: 'Allow notices',
  testAgain: 'Test again',
  soundOnNow: 'Sound on now',
  notAsked: 'Notices are shown on this page only, until they are allowed on the desktop.',
  denied:
    'The browser refuses desktop notices: allow them for this address in the site settings of the browser, then load the page again.',
  unsupported: 'This browser has no desktop notices: keep this page in sight, or use another browser.',
  hostUnsupported:
    'The desktop has no service for notifications: start one, or keep this window in sight. The sound works without.',
  hostFailed:
    'The desktop refused a notification: look into its notification settings and “do not disturb”. The sound works without.',
  soundBlocked: 'No sound yet: the browser waits for the first click or key in this window.',
  soundMuted: (mute: MuteState, minutes: number) =>
    `Sound muted by ${personName(mute.by)} for ${counted(minutes, 'more minute')}. Calls for help and lone workers are heard.`,
  testResults: {
    RUNNING: '{at}',
    PASSED: '{at}',
    NO_WINDOW: 'The last test of sound and notices ({at}) failed: no window was open.',
    NOTICE_DENIED: 'The last test of sound and notices ({at}) failed: the notice was refused.',
    NOTICE_UNSUPPORTED: 'The last test of sound and notices ({at}) failed: the notice was not shown.',
    SOUND_BLOCKED: 'The last test of sound and notices ({at}) failed: the sound was blocked.',
    SOUND_MUTED: 'The last test of sound and notices ({at}) failed: the sound was muted.',
  },

  settings: 'Sounds of this workstation',
  settingsExplained: 'Critical cannot be turned off, nor made silent.',
  volume: 'Volume',
  percent: (volume: number) => `${Math.round(volume * 100)} %`,
  trySound: (severity: string) => `Try ${severity}`,
  try: 'Try',
} as const;
