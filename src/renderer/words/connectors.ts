import type { ConnectorDto, TrialStepDto } from '#contract/connectors.ts';
import { counted } from './codes.ts';
import { LOCALE, spanWords } from './measures.ts';

type DayPart = ConnectorDto['day'][number];

/** The screen of the ways by which telemetry comes in. */
export const connectorsWords = {
  title: 'Connectors',
  everything: 'Every connector',
  loading: 'the connectors',
  failed: 'The connectors could not be loaded.',
  kept: 'What is shown is from before.',
  refused: 'Not done.',
  http: 'HTTP listener',
  drop: 'Drop folder',
  mqtt: (name: string) => `MQTT ${name}`,
  traccar: (name: string) => `Traccar ${name}`,
  add: 'Add a broker',
  addHint: 'Reads the topics of an MQTT broker',
  addTraccar: 'Add a Traccar server',
  addTraccarHint: 'Asks it for what was not forwarded',
  quarantine: (lines: number) => `Quarantine: ${counted(lines, 'line')}`,
  quarantineHint: 'What was refused, and why',
  keys: 'Keys of senders',
  noKeys: 'No sender has a key yet. Without one nothing is taken by HTTP.',
  dismiss: 'Dismiss',
} as const;

/** What a connector does now. */
export const stateWords: Readonly<Record<ConnectorDto['state'], string>> = {
  OFF: 'Off',
  WORKING: 'Working',
  CONNECTING: 'Connecting',
  WAITING: 'Tries again soon',
  FAILED: 'Does not work',
  STOPPED: 'Vigil does not run',
};

export const healthWords = {
  where: 'Where',
  state: 'State',
  last: 'Last event stored',
  newest: 'Newest event happened',
  rate: 'Rate',
  lag: 'Lag',
  counts: 'Since the start',
  errors: 'Errors',
  leftOut: 'Left out',
  pulled: 'Asked for',
  complete: 'Last complete',
  devices: (count: number) => counted(count, 'device'),
  because: (state: string, reason: string) => `${state}: ${reason}`,
  never: 'not since the start',
  ago: 'ago',
  none: 'none',
  perMinute: (count: number) => `${counted(count, 'event')} a minute`,
  seconds: (ms: number) =>
    ms >= 120_000
      ? spanWords.minutes(Math.round(ms / 60_000))
      : `${(ms / 1_000).toLocaleString(LOCALE, { maximumFractionDigits: ms < 10_000 ? 1 : 0 })} s`,
  counted: ({ accepted, duplicates, quarantined, refused }: ConnectorDto['health']) =>
    [
      `${accepted.toLocaleString(LOCALE)} accepted`,
      `${duplicates.toLocaleString(LOCALE)} duplicates`,
      `${quarantined.toLocaleString(LOCALE)} quarantined`,
      ...(refused > 0 ? [`${refused.toLocaleString(LOCALE)} told to come again`] : []),
    ].join(', '),
  failures: {
    http: 'requests refused',
    drop: 'files rejected',
    mqtt: 'connections lost or refused',
    traccar: 'questions failed or refused',
  },
  failed: (count: number, what: string) => `${count.toLocaleString(LOCALE)} ${what}`,
  old: (count: number) => `${counted(count, 'message')} that the broker had kept and that say no time`,
} as const;

/** The last day of a connector. */
export const dayWords = {
  title: 'Last 24 hours',
  nothing: 'Nothing came in the last 24 hours.',
  counted: ({ accepted, quarantined, refused, errors }: Omit<DayPart, 'at' | 'lag_ms' | 'duplicates'>) =>
    [
      counted(accepted, 'event'),
      ...(quarantined > 0 ? [`${quarantined.toLocaleString(LOCALE)} quarantined`] : []),
      ...(refused > 0 ? [`${refused.toLocaleString(LOCALE)} told to come again`] : []),
      ...(errors > 0 ? [counted(errors, 'error')] : []),
    ].join(', '),
  lag: (ms: number) => `longest lag ${healthWords.seconds(ms)}`,
  most: (count: number) => `at most ${counted(count, 'event')} in 15 min`,
  part: (span: string, what: string) => `${span}: ${what}`,
  span: (from: string, to: string) => `${from} to ${to}`,
  events: 'events stored',
  trouble: 'quarantined, told to come again, or an error',
} as const;

export const actionWords = {
  turnOn: 'Turn on',
  turnOff: 'Turn off',
  settings: 'Settings',
  test: 'Test',
  testHint: 'Really tries it, and tells what happened',
  testing: 'Testing…',
  result: (title: string) => `Test of ${title}`,
  remove: 'Remove',
  removeTitle: (name: string) => `Remove ${name}?`,
  removeMeans: 'Nothing is read from it any more. What it brought stays.',
  revoke: 'Revoke',
  revokeTitle: (name: string) => `Revoke the key ${name}?`,
  revokeMeans: 'Whoever sends with it is refused from now on. The name is never given again.',
  addKey: 'Make a key',
} as const;

/** What a test tried, step by step. */
export const stepWords: Readonly<Record<TrialStepDto['step'], string>> = {
  LISTEN: 'Listen at the address and port',
  ANSWER: 'Answer a request',
  WRITE: 'Write a file',
  READ: 'Read it back',
  DELETE: 'Delete it',
  CONNECT: 'Connect and sign in',
  SUBSCRIBE: 'Subscribe to the topics',
  DEVICES: 'See the devices',
  HISTORY: 'Read the last hour of one of them',
};
export const verdictWords = { yes: 'done', no: 'failed' } as const;

export const keyTableWords = {
  never: 'never',
  name: 'Name',
  tenant: 'Tenant',
  used: 'Last used',
  made: 'Made',
  action: 'Action',
  revoked: 'revoked',
} as const;

export const newKeyWords = {
  title: 'Make a key',
  name: 'Name of the sender',
  tenant: 'Tenant whose sites it may name',
  choose: 'Choose a tenant',
  verb: 'Make the key',
  once: (name: string) => `The key of ${name}. It is shown this once: give it to the sender now.`,
  copy: 'Copy',
  done: 'I have it',
} as const;

export const httpFormWords = {
  title: 'HTTP listener',
  address: 'Address of this machine (127.0.0.1 for this machine alone)',
  port: 'Port',
  verb: 'Save',
} as const;

export const dropFormWords = {
  title: 'Drop folder',
  folder: 'Folder (its whole path; empty for the one in the data folder)',
  verb: 'Save',
} as const;

/** What the forms of brokers and Traccar servers have in common. */
export const serverFormWords = {
  isSet: 'is set; leave empty to keep it',
  tenant: 'Tenant whose sites it may name',
  everyTenant: 'every tenant',
  verb: 'Save',
} as const;

export const mqttFormWords = {
  add: 'Add a broker',
  change: (name: string) => `Broker ${name}`,
  name: 'Name',
  url: 'Address (mqtt://host:1883, or mqtts://host:8883 for TLS)',
  version: 'Version',
  versions: { 4: 'MQTT 3.1.1', 5: 'MQTT 5' },
  username: 'User name',
  password: 'Password',
  tls: 'Certificates (PEM)',
  ca: 'Certificate authority of the broker',
  certificate: 'Our certificate',
  key: 'Our key',
  maps: 'Topics',
  topic: 'Topic',
  format: 'Payload',
  formats: {
    auto: 'says what it is',
    owntracks: 'OwnTracks',
    traccar: 'Traccar',
    ndjson: 'Vigil (NDJSON)',
    fields: 'field by field',
  },
  type: 'Becomes',
  fields: 'Fields (value=data.reading, ts=at; value= for a plain number)',
  addTopic: 'Add a topic',
  removeTopic: 'Remove this topic',
} as const;

export const traccarFormWords = {
  add: 'Add a Traccar server',
  change: (name: string) => `Traccar server ${name}`,
  means:
    'Vigil asks it for the positions and events of its devices, at the start and every few minutes, so that nothing is missing that was not forwarded. What was forwarded counts once.',
  name: 'Name',
  url: 'Address (https://host, or http://host:8082 inside the own network)',
  user: 'User (its e-mail)',
  password: 'Password',
  token: 'Token (in place of user and password)',
  devices: 'Devices (unique identifiers, separated by commas; empty for all that the user may see)',
  every: 'Asked every (minutes)',
  back: 'At first asked for the last (hours)',
  ca: 'Certificate authority of the server (PEM, when it is your own)',
} as const;
