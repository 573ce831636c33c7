import { parseArgs } from 'node:util';

/** The families of goals, in the order in which they run: first those for which telemetry must end now. */
export const FAMILIES = [
  'start',
  'blocks',
  'heartbeat',
  'rounds',
  'deep',
  'queries',
  'memory',
  'ingest',
  'history',
  'disk',
  'scheduler',
] as const;
export type Family = (typeof FAMILIES)[number];

export type Options = {
  readonly families: readonly Family[];
  readonly sites: readonly number[];
  /** To which the history grows, step by step. */
  readonly events: readonly number[];
  readonly json: string | null;
  /** A goal that is missed, or a row that is worse than the reference, ends the run with 1. */
  readonly strict: boolean;
  /** Writes the run as the new reference. */
  readonly keep: boolean;
};

const DEFAULT = { sites: '100,1000,10000', events: '1M,10M' };

/** Throws an Error that says what is wrong with which argument. */
export function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      only: { type: 'string' },
      sites: { type: 'string', default: DEFAULT.sites },
      events: { type: 'string', default: DEFAULT.events },
      json: { type: 'string' },
      strict: { type: 'boolean', default: false },
      keep: { type: 'boolean', default: false },
    },
  });
  return {
    families: values.only === undefined ? FAMILIES : listOf(values.only).map(familyOf),
    sites: listOf(values.sites).map((text) => numberOf('--sites', text, 100)),
    events: stepsTo(listOf(values.events).map((text) => numberOf('--events', text, 1_000_000))),
    json: values.json ?? null,
    strict: values.strict,
    keep: values.keep,
  };
}

const listOf = (text: string): readonly string[] => text.split(',').filter((each) => each !== '');

function familyOf(name: string): Family {
  const family = FAMILIES.find((each) => each === name);
  if (family === undefined) throw new Error(`--only ${name}: expected some of ${FAMILIES.join(', ')}`);
  return family;
}

const UNITS: Readonly<Record<string, number>> = { '': 1, k: 1_000, M: 1_000_000 };

function numberOf(option: string, text: string, least: number): number {
  const [, digits, unit = ''] = /^(\d+)([kM]?)$/.exec(text) ?? [];
  const number = Number(digits) * (UNITS[unit] ?? Number.NaN);
  if (number >= least) return number;
  throw new Error(`${option} ${text}: expected a whole number of at least ${least}, like 1000 or 10M`);
}

/** A history is held against its first million: `--events 50M` begins there, too. */
const stepsTo = (events: readonly number[]): readonly number[] =>
  [...new Set([1_000_000, ...events])].sort((a, b) => a - b);
