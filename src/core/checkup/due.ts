import type { Checkup, CheckupKind } from '../model/checkup.ts';
import { DAY, type EpochMs } from '../model/time.ts';

/** So long after it fell due a checkup is overdue: a site's when the next would be. */
const GRACE: Readonly<Record<CheckupKind, number>> = { SITE: 7 * DAY, INSTALLATION: 14 * DAY };

export const isOverdue = (
  { kind, due_at, signed }: Pick<Checkup, 'kind' | 'due_at' | 'signed'>,
  now: EpochMs,
): boolean => signed === null && now >= due_at + GRACE[kind];

/** The span of which a checkup begun at `at` tells. */
export const spanOf = (kind: CheckupKind, at: EpochMs): { readonly from: EpochMs; readonly to: EpochMs } => ({
  from: at - (kind === 'SITE' ? 7 : 30) * DAY,
  to: at,
});

/** Why a checkup cannot be signed yet, in words; null: nothing is against it. */
export function whyUnfinished({ begun, items, ticks, signed }: Checkup): string | null {
  if (signed !== null) return 'It is signed already.';
  if (begun === null) return 'Nobody has begun it.';
  const open = items.filter(({ name }) => !ticks.some(({ item }) => item === name));
  return open.length === 0 ? null : `Not looked at yet: ${open.map(({ title }) => title).join(', ')}.`;
}
