import type { EpochMs } from '#core/model/time.ts';
import { parseInstant } from '#renderer/ui/time.ts';
import { capital, inWords } from '#renderer/words/codes.ts';
import { actionNames, fieldNames } from '#renderer/words/timeline.ts';
import type { Detail } from './detail.ts';

export type Entry = Detail['timeline'][number];

const ownName = (action: string): string => inWords(action.slice(action.indexOf('.') + 1));

/** What happened: `finding.ack_lapsed` as `Acknowledgement lapsed`; one without a name as its code in words. */
export const actionWords = (action: string): string => actionNames[action] ?? capital(ownName(action));

/** A disposition at the beginning, or the name of a role. */
const CODE = /^[A-Z]+(_[A-Z]+)*(?=: )|\b[a-z]+(_[a-z]+)+\b/g;

/** A reason with its codes in words: `TRUE_POSITIVE: seen` is `true positive: seen`. */
export const reasonWords = (reason: string): string => reason.replace(CODE, inWords);

/** What was said of it; null where that is no more than what happened. A note stays as it was written. */
export function saidOf({ action, reason }: Pick<Entry, 'action' | 'reason'>): string | null {
  if (reason === null || reason === ownName(action)) return null;
  return action === 'finding.noted' ? reason : reasonWords(reason);
}

const INSTANT = /(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?Z)/;

/** A text with the instants that it names read, so that they can be shown in local time. */
export const withInstants = (text: string): readonly (string | EpochMs)[] =>
  text
    .split(INSTANT)
    .filter((piece) => piece !== '')
    .map((piece) => parseInstant(piece) ?? piece);

/** One field that a step changed; `null`: it has none. */
export type FieldChange = {
  readonly field: string;
  readonly before: string | EpochMs | null;
  readonly after: string | EpochMs | null;
};

/** What a step changed of what a person follows. Empty where nothing did, or where it was purged. */
export function changesOf({ before, after }: Pick<Entry, 'before' | 'after'>): readonly FieldChange[] {
  if (before === null || after === null) return [];
  return Object.keys(fieldNames).flatMap((field): readonly FieldChange[] => {
    if (!(field in after)) return [];
    const [old, now] = [shownAs(before[field]), shownAs(after[field])];
    return old === now ? [] : [{ field: fieldNames[field] ?? field, before: old, after: now }];
  });
}

const shownAs = (value: unknown): string | EpochMs | null => {
  if (value === null || value === undefined) return null;
  if (typeof value === 'number') return value;
  const text = String(value);
  return /^[A-Z]+(_[A-Z]+)*$/.test(text) ? inWords(text) : text.replace(/^local:/, '');
};
