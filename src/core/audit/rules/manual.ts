import type { FindingSeverity } from '#core/model/finding.ts';
import type { Person } from '#core/model/site.ts';
import type { EpochMs } from '#core/model/time.ts';
import type { Breach, Rule } from '../rule.ts';
import { UNKNOWN } from '../rule.ts';

const TYPE = 'MANUAL';

/** Opened by a person; no audit looks for it and only a person's resolve ends it. */
export const manual: Rule = {
  type: TYPE,
  category: () => 'OPERATIONAL',
  cadence: 'TIMER',
  exempt: false,
  needs: [],
  owns: (findingType) => findingType === TYPE,
  evaluate: () => UNKNOWN,
};

/** What a person says of something that no rule looks for. */
export type ManualReport = {
  /** Random, so that every report is a finding of its own. */
  readonly id: string;
  readonly severity: FindingSeverity;
  /** Codes only, as in every finding. */
  readonly title: string;
  readonly at: EpochMs;
};

/** The breach that a person's report makes. What the person wrote at length is in the audit trail only. */
export const manualBreach = ({ id, severity, title, at }: ManualReport): Breach => ({
  finding_type: TYPE,
  subject: `manual:${id}`,
  severity,
  condition_started_at: at,
  title,
  message: 'Reported by a person',
  explanation: {
    rule: TYPE,
    text: 'A person reported this. What was written about it is in the timeline.',
    values: [{ name: 'severity', value: severity }],
    since: at,
    clears_when: 'A person resolves it; no event and no audit does.',
  },
});

/** A single letter is an ordinary word. */
const SHORTEST_NAME = 2;
const LETTER = /[\p{L}\p{N}]/u;

/** The person whose name or phone number stands in a text that may carry codes only; null when there is none. */
export const personNamedIn = (text: string, people: readonly Person[]): Person | null =>
  people.find(({ name, phone }) => holdsWords(text, name) || holdsNumber(text, phone)) ?? null;

function holdsWords(text: string, name: string): boolean {
  const [where, what] = [text.toLowerCase(), name.trim().toLowerCase()];
  if (what.length < SHORTEST_NAME) return false;
  for (let at = where.indexOf(what); at !== -1; at = where.indexOf(what, at + 1)) {
    const around = [where[at - 1], where[at + what.length]];
    if (!around.some((letter) => letter !== undefined && LETTER.test(letter))) return true;
  }
  return false;
}

const digitsOf = (text: string): string => text.replace(/\D/g, '');

const holdsNumber = (text: string, phone: string | null): boolean =>
  phone !== null && digitsOf(phone) !== '' && digitsOf(text).includes(digitsOf(phone));
