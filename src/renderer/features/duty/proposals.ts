import type { DutySite } from '#contract/duty.ts';
import type { EpochMs } from '#core/model/time.ts';
import { DAY, HOUR } from '#core/model/time.ts';
import type { About } from './about.ts';
import { personOf, shiftOf, tourOf } from './about.ts';
import { parseLocal } from './local-clock.ts';

/** How long an absence is proposed to last where no shift says. */
const USUAL_SHIFT = 8 * HOUR;

/** One start that may be completed by hand; `start` is null for the finding's own, where the list no longer has it. */
export type TourChoice = {
  readonly value: string;
  readonly tour: string;
  /** `YYYY-MM-DDTHH:MM` */
  readonly local: string;
  readonly start: EpochMs | null;
  readonly state: DutySite['tours'][number]['starts'][number]['state'] | null;
};

/** The starts that nobody accounted for: the finding's own first, then the newest, what is overdue before what is not. */
export function tourChoices(site: DutySite, about: About): readonly TourChoice[] {
  const own = tourOf(about);
  const open = site.tours
    .flatMap(({ code, starts }) =>
      starts.map(
        ({ at, local, state }): TourChoice => ({
          value: `${code}@${local}`,
          tour: code,
          local,
          start: at,
          state,
        }),
      ),
    )
    .filter(({ state }) => state !== 'COMPLETED' && state !== 'BY_HAND')
    .toSorted((a, b) => rank(a) - rank(b) || (b.start ?? 0) - (a.start ?? 0));
  if (own === null) return open;
  const value = `${own.tour}@${own.local}`;
  const listed = open.find((choice) => choice.value === value);
  const first = listed ?? { value, ...own, start: null, state: null };
  return [first, ...open.filter((choice) => choice !== listed)];
}

const rank = ({ state }: TourChoice): number => (state === 'OVERDUE' ? 0 : state === 'INCOMPLETE' ? 1 : 2);

/** Who probably walked it: the only one whose shift holds the start. */
export function probableWalker({ people }: DutySite, start: EpochMs | null): string | null {
  if (start === null) return null;
  const there = people.filter(({ shift }) => shift !== null && shift.start <= start && start < shift.end);
  return there.length === 1 ? (there[0]?.code ?? null) : null;
}

/** The person whom the finding is about, if the site has that one. */
export function proposedPerson({ people }: Pick<DutySite, 'people'>, about: About): string | null {
  const code = personOf(about);
  return people.some((each) => each.code === code) ? code : null;
}

/** From when and until when somebody is proposed to be absent: the shift of a no-show from its begin, else from now, to the end of the shift. */
export function proposedAbsence(
  site: DutySite,
  about: About,
  person: string | null,
  now: EpochMs,
): { readonly start: EpochMs; readonly end: EpochMs } {
  const shift = site.people.find(({ code }) => code === person)?.shift ?? null;
  const missed = person === personOf(about) ? shiftOf(about) : null;
  const began = missed === null ? null : parseLocal(missed, site.timezone, now);
  const isRunning = shift !== null && shift.start <= now;
  // Of a shift that has not begun all of it; of one that runs what is left, but for who never came.
  const start = Math.max(began ?? (shift === null || isRunning ? now : shift.start), now - DAY);
  return { start, end: shift !== null && shift.end > start ? shift.end : start + USUAL_SHIFT };
}
