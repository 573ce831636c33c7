import type { Random } from '#core/kit/random.ts';
import { normal } from './draws.ts';

export const SITE_KINDS = ['nights', 'mall', 'construction', 'weekends'] as const;
export type SiteKind = (typeof SITE_KINDS)[number];

const isNight = (hour: number): boolean => hour >= 18 || hour < 6;
/** A day that is quiet before dawn and busy in the afternoon, from 0.4 to 1. */
const throughTheDay = (hour: number): number => 0.7 - 0.3 * Math.cos(((hour - 4) / 12) * Math.PI);

/** What share of the rate a site of a kind has in an hour of a day; weekdays 0 to 6 from Monday. */
const SHARES: Readonly<Record<SiteKind, (hour: number, day: number) => number>> = {
  nights: (hour) => (isNight(hour) ? 1 : 0.04),
  mall: throughTheDay,
  construction: (hour, day) => (day < 5 && hour >= 6 && hour < 18 ? 1 : 0.03),
  weekends: (hour, day) => throughTheDay(hour) * (day < 5 ? 0.6 : 1),
};

/** No two sites and no two hours are alike: deviations by hour of the day and by hour of the week, in logarithms. */
const [BY_HOUR, BY_HOUR_OF_WEEK] = [0.25, 0.1];

/** The 168 hours of a site's week, Monday 00:00 first; about 1 where people work. */
export function drawWeek(random: Random, kind: SiteKind): readonly number[] {
  const hours = Array.from({ length: 24 }, () => BY_HOUR * normal(random));
  return Array.from({ length: 168 }, (_, place) => {
    const [hour, day] = [place % 24, Math.floor(place / 24)];
    return SHARES[kind](hour, day) * Math.exp((hours[hour] ?? 0) + BY_HOUR_OF_WEEK * normal(random));
  });
}
