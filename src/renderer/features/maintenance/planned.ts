import { WEEKDAYS, type Weekday } from '#core/model/audit-config.ts';
import type { EpochMs } from '#core/model/time.ts';
import { asLocal } from '#renderer/ui/time.ts';
import { PLAN } from '#renderer/words/maintenance.ts';
import type { PlannedWindow } from './maintenance-store.ts';

/** A window as somebody is writing it. `from` and `to`: YYYY-MM-DDTHH:MM; `start` and `end`: HH:MM. */
export type Draft = {
  readonly repeat: 'once' | 'weekly';
  readonly from: string;
  readonly to: string;
  readonly days: readonly Weekday[];
  readonly start: string;
  readonly end: string;
};

export const EMPTY: Draft = { repeat: 'once', from: '', to: '', days: [], start: '', end: '' };

/** The window that a draft is, or what is wrong with it; null while something is missing. `zone`: of the one site; null for several, then UTC is written. */
export function plannedOf(
  { repeat, from, to, days, start, end }: Draft,
  zone: string | null,
  now: EpochMs,
): { readonly window: PlannedWindow } | { readonly problem: string } | null {
  if (repeat === 'weekly') {
    if (days.length === 0 || start === '' || end === '' || start === end) return null;
    return { window: { days: WEEKDAYS.filter((day) => days.includes(day)), start, end } };
  }
  if (from === '' || to === '') return null;
  if (to <= from) return { problem: PLAN.ends };
  if (Date.parse(`${to}Z`) <= asLocal(now, zone ?? 'UTC')) return { problem: PLAN.past };
  return { window: zone === null ? { start: `${from}:00Z`, end: `${to}:00Z` } : { start: from, end: to } };
}
