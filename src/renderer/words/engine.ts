import type { EngineStatus } from '#contract/engine.ts';
import { counted } from './codes.ts';

/** What the engine is doing when it is not simply running. */
export const engineStateWords: Readonly<Record<Exclude<EngineStatus['state'], 'RUNNING'>, string>> = {
  STARTING: 'The engine is starting. The screen shows what was stored last.',
  CATCHING_UP: 'The engine is catching up on audits that were missed. Findings may still arrive.',
  BUSY: 'Another program holds the database: the engine waits for it and tries again.',
  FULL: 'The disk is full: audits and calls for help go on in the room kept for them, positions are refused. Free some space; the engine goes on by itself.',
  READ_ONLY:
    'The database cannot be written: nothing is recorded and no site is audited. Make its folder writable; the engine goes on by itself.',
  IO: 'The disk failed to read or write the database: nothing is taken in until it answers. Check the disk; the engine tries again by itself.',
  CORRUPT: 'The database is damaged and auditing has stopped. Restore the newest backup.',
  STOPPED: 'The engine has stopped: no site is being audited.',
};

/** What is said above the screens while the engine is silent. */
export const troubleWords = {
  silent: (at: string, age: string) => `Last update ${at} (${age} ago): the engine is not answering`,
  silentAdvice: 'What you see is old. Vigil keeps trying.',
  never: 'The engine is not answering',
  neverAdvice: 'Vigil keeps trying.',
} as const;

/** What a running engine has to say nevertheless. */
export const remarkWords = {
  intro: 'The engine is running, with a remark:',
  putAside: 'Put aside',
  putAsideHint: 'It stays in the bottom line',
  mark: '▲ engine remark',
} as const;

/** How busy the desk is. */
export const loadWords = {
  means: (flood: number) => `Alarms in the last 10 minutes; ${flood} are a flood`,
  /** The word may be left out where there is no room for it. */
  load: '{count} {alarms} in 10 min',
  alarms: (count: number) => (count === 1 ? 'alarm' : 'alarms'),
} as const;

/** What maintenance holds back. */
export const suppressedWords = {
  label: (count: number) => `${count} suppressed`,
  title: 'Held back by maintenance',
  loading: 'Loading…',
  none: 'Nothing is held back now.',
  why: (reason: string, until: string, count: number) => `${reason}, until ${until}; seen ${count}×`,
} as const;

/** The sources of telemetry. */
export const sourceWords = {
  title: 'Sources of telemetry',
  label: (heard: number, all: number, silent: number) =>
    `sources ${heard}/${all}${silent === 0 ? '' : `, ${silent} silent`}`,
  none: 'No source has sent anything yet.',
  head: { source: 'source', health: 'health', last: 'last event', sites: 'sites', events: 'events' },
  health: { HEALTHY: 'heard as usual', SILENT: '▲ silent for longer than usual', NEVER: 'never heard' },
  ago: '{age} ago',
  quarantined: (events: number) =>
    `${counted(events, 'event')} in quarantine: not understood, from the future, or of unknown sites.`,
} as const;

/** The question who sits here. */
export const personWords = {
  title: 'Who is at this desk?',
  description: 'The name is kept with everything you acknowledge, shelve and resolve. It is not verified.',
  name: 'Name',
  later: 'Later',
  confirm: 'That is me',
} as const;
