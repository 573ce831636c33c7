import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { arch, cpus, platform } from 'node:os';
import { join } from 'node:path';
import { loadAverage } from '#test/kit/figures.ts';
import { type Reference, referenceRow } from './reference.ts';
import type { Row } from './row.ts';

const FILE = join(import.meta.dirname, '../../reference.json');

/** What the run was on, as far as figures depend on it. */
export const machineOf = (): string =>
  `${cpus().length} cores (${cpus()[0]?.model.trim() ?? 'unknown'}), ${platform()} ${arch()}, Node ${process.versions.node}`;

/** The stored run, or null before there is one. */
export function readReference(): Reference | null {
  if (!existsSync(FILE)) return null;
  return JSON.parse(readFileSync(FILE, 'utf8')) as Reference; // written below alone
}

/** Keeps the rows of this run; rows of the stored one that were not measured now stay. */
export function writeReference(rows: readonly Row[], measuredWith: number): void {
  const fresh = rows.map(referenceRow);
  const isFresh = new Set(fresh.map(keyOf));
  const kept = readReference()?.rows.filter((row) => !isFresh.has(keyOf(row))) ?? [];
  const reference: Reference = {
    machine: machineOf(),
    date: new Date().toISOString().slice(0, 10),
    commit: execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim(),
    calibration: measuredWith,
    load: loadAverage(),
    rows: [...kept, ...fresh],
  };
  writeFileSync(FILE, `${JSON.stringify(reference, null, 2)}\n`);
}

const keyOf = ({ goal, what, size }: Pick<Row, 'goal' | 'what' | 'size'>): string =>
  `${goal} ${what} ${size}`;
