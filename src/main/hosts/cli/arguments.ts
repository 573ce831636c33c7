import { type ParseArgsOptionsConfig, parseArgs } from 'node:util';
import type { EpochMs } from '#core/model/time.ts';
import { parseInstant } from './instants.ts';
import { UsageError } from './usage.ts';

export type Options = ParseArgsOptionsConfig;

/** Every command has these. */
export const COMMON_OPTIONS: Options = {
  db: { type: 'string' },
  json: { type: 'boolean' },
  as: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
};

/** What was written behind the command. Each reader throws UsageError for what it does not understand. */
export type Given = {
  readonly positionals: readonly string[];
  readonly flag: (name: string) => boolean;
  readonly text: (name: string) => string | undefined;
  readonly needText: (name: string) => string;
  /** Of an option that may be repeated, as it was written. */
  readonly all: (name: string) => readonly string[];
  /** Of an option that may be repeated, or hold several values separated by commas. */
  readonly texts: (name: string) => readonly string[];
  readonly instant: (name: string) => EpochMs | undefined;
  readonly needInstant: (name: string) => EpochMs;
  readonly whole: (name: string, min: number, max: number) => number | undefined;
  readonly needWhole: (name: string, min: number, max: number) => number;
  readonly oneOf: <T extends string>(name: string, choices: readonly T[]) => T | undefined;
  readonly manyOf: <T extends string>(name: string, choices: readonly T[]) => readonly T[];
};

/** Reads what follows the command's name. Throws UsageError for an option that the command does not have. */
export function readArguments(argv: readonly string[], options: Options): Given {
  const { values, positionals } = parsed(argv, { ...COMMON_OPTIONS, ...options });
  const listed = (name: string): readonly string[] => {
    const value = values[name];
    const list = Array.isArray(value) ? value : [value];
    return list.flatMap((entry) => (typeof entry === 'string' ? [entry] : []));
  };
  const text = (name: string) => listed(name)[0];
  const texts = (name: string) =>
    listed(name).flatMap((entry) => entry.split(',').map((part) => part.trim()));
  const instant = (name: string) => {
    const given = text(name);
    return given === undefined ? undefined : parseInstant(name, given);
  };
  const whole = (name: string, min: number, max: number) => {
    const given = text(name);
    return given === undefined ? undefined : wholeNumber(name, given, min, max);
  };
  const manyOf = <T extends string>(name: string, choices: readonly T[]) =>
    texts(name).map((entry) => choice(name, entry, choices));
  return {
    positionals,
    flag: (name) => values[name] === true,
    text,
    texts,
    all: listed,
    instant,
    whole,
    manyOf,
    oneOf: (name, choices) => {
      const given = text(name);
      return given === undefined ? undefined : choice(name, given, choices);
    },
    needText: (name) => needed(name, text(name)),
    needInstant: (name) => needed(name, instant(name)),
    needWhole: (name, min, max) => needed(name, whole(name, min, max)),
  };
}

function parsed(argv: readonly string[], options: Options) {
  try {
    return parseArgs({ args: [...argv], options, allowPositionals: true, strict: true });
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new UsageError(error.message.split('. ')[0] ?? error.message);
  }
}

function needed<T>(name: string, value: T | undefined): T {
  if (value === undefined || value === '') throw new UsageError(`--${name} is missing`);
  return value;
}

function wholeNumber(name: string, text: string, min: number, max: number): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= min && value <= max) return value;
  throw new UsageError(`--${name} ${text}: expected a whole number from ${min} to ${max}`);
}

function choice<T extends string>(name: string, text: string, choices: readonly T[]): T {
  const found = choices.find((entry) => entry.toUpperCase() === text.toUpperCase());
  if (found === undefined) throw new UsageError(`--${name} ${text}: expected ${choices.join(', ')}`);
  return found;
}
