import type { EpochMs } from '#core/model/time.ts';
import { formatClock } from '#renderer/ui/time.ts';
import { personName } from '#renderer/words/codes.ts';
import { FLAG, flagHint, shelvedFlag, shelvedHint } from '#renderer/words/feed.ts';
import type { Row } from './feed-filter.ts';
import { isShelved } from './feed-filter.ts';

export type FlagKind = 'escalated' | 'reopened' | 'cleared' | 'chattering' | 'shelved';
/** A mark on a row: a shape, a word where there is room, and what it means in the tooltip. */
export type Flag = { readonly kind: FlagKind; readonly word: string; readonly hint: string };

/** The marks of a finding, those that ask for a person first. */
export function flagsOf(row: Row, now: EpochMs, zone: string): readonly Flag[] {
  const at = (instant: EpochMs) => formatClock(instant, zone, now);
  const plain = (kind: Exclude<FlagKind, 'shelved'>, since: EpochMs | null): Flag => ({
    kind,
    word: FLAG[kind].word,
    hint: flagHint(FLAG[kind].hint, since === null ? null : at(since)),
  });
  const flags: Flag[] = [];
  if (row.status === 'RESOLVED') return flags;
  if (row.escalated_at !== null && row.status === 'NEW') flags.push(plain('escalated', row.escalated_at));
  if (row.reopened_at !== null && row.condition === 'ACTIVE') flags.push(plain('reopened', row.reopened_at));
  if (row.condition === 'CLEARED') flags.push(plain('cleared', row.cleared_at));
  if (row.chattering) flags.push(plain('chattering', null));
  if (row.shelved_until !== null && isShelved(row, now)) {
    const until = at(row.shelved_until);
    const by = row.shelved_by === null ? '' : personName(row.shelved_by);
    const hint = shelvedHint(until, by, row.shelve_reason ?? '');
    flags.push({ kind: 'shelved', word: shelvedFlag(until), hint });
  }
  return flags;
}
