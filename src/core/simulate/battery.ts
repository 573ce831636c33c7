import type { Random } from '#core/kit/random.ts';
import { type EpochMs, HOUR } from '#core/model/time.ts';

const PLUGGED_IN_AT = 35;
const UNPLUGGED_AT = 85;
const CHARGE_PER_HOUR = 40;

/** Percent of a phone's battery through a shift: it drains, and its guard plugs it in before it runs low. */
export function createBattery(from: EpochMs, random: Random): (at: EpochMs) => number {
  const begins = random.between(84, 100);
  const perHour = random.between(4, 8);
  const drains = (begins - PLUGGED_IN_AT) / perHour;
  const charges = (UNPLUGGED_AT - PLUGGED_IN_AT) / CHARGE_PER_HOUR;
  const lasts = (UNPLUGGED_AT - PLUGGED_IN_AT) / perHour;
  return (at) => {
    const hours = Math.max(0, at - from) / HOUR;
    if (hours < drains) return Math.round(begins - perHour * hours);
    const phase = (hours - drains) % (charges + lasts);
    const level =
      phase < charges ? PLUGGED_IN_AT + CHARGE_PER_HOUR * phase : UNPLUGGED_AT - perHour * (phase - charges);
    return Math.round(level);
  };
}
