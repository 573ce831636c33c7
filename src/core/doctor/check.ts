import type { DoctorLevel, DoctorQuestion } from '../model/doctor.ts';
import type { Facts } from './facts.ts';

/** What a check came to. Codes only: it may be read aloud, printed and sent to somebody who helps. */
export type Outcome = {
  readonly level: DoctorLevel;
  /** What is so, in a sentence. */
  readonly found: string;
  /** What to do about it; null: nothing. */
  readonly advice: string | null;
  /** Codes of the sites that it is about; none where it is about the installation. */
  readonly sites: readonly string[];
};

/** One known cause. A new one is a file in checks/ and its line in registry.ts. */
export type Check = {
  readonly name: string;
  readonly question: DoctorQuestion;
  readonly look: (facts: Facts) => Outcome;
};

export const ok = (found: string): Outcome => ({ level: 'OK', found, advice: null, sites: [] });

export const note = (
  found: string,
  advice: string | null = null,
  sites: readonly string[] = [],
): Outcome => ({
  level: 'NOTE',
  found,
  advice,
  sites,
});

export const problem = (found: string, advice: string, sites: readonly string[] = []): Outcome => ({
  level: 'PROBLEM',
  found,
  advice,
  sites,
});
