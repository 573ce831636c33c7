import { describe, expect, it } from 'vitest';
import { DAY, HOUR, MINUTE } from '#core/model/time.ts';
import { pastOutages } from './past-outages.ts';

const DAYS = 10;
/** A source that speaks every minute of the given hours of each day, but for one silence. */
function heard(isOpen: (hour: number) => boolean, silence: { from: number; to: number } | null, sites = 4) {
  const minutes = new Set<number>();
  for (let at = 0; at < DAYS * DAY; at += MINUTE) {
    const isSilent = silence !== null && at > silence.from && at < silence.to;
    if (isOpen((at % DAY) / HOUR) && !isSilent) minutes.add(at / MINUTE);
  }
  return pastOutages({ minutes, sites, from: 0, to: DAYS * DAY });
}
const always = () => true;
const outage = { from: 5 * DAY + 10 * HOUR, to: 5 * DAY + 13 * HOUR };

describe('the outages of a source, looking back', () => {
  it('are its silences beyond its own limit, from the last word to the first one after', () => {
    expect(heard(always, outage)).toEqual([{ start: outage.from, end: outage.to + MINUTE }]);
    expect(heard(always, { from: outage.from, to: outage.from + 5 * MINUTE })).toEqual([]);
    expect(heard(always, { from: outage.from, to: outage.from + 6 * MINUTE })).toHaveLength(1);
  });

  it('are none where it is always silent at that time', () => {
    const byDay = (hour: number) => hour >= 8 && hour < 18;
    expect(heard(byDay, null)).toEqual([]);
    expect(heard(byDay, outage)).toEqual([{ start: outage.from, end: outage.to + MINUTE }]);
  });

  it('are not told by fewer than three sites, nor by too few words', () => {
    expect(heard(always, outage, 2)).toEqual([]);
    expect(pastOutages({ minutes: new Set([0, 1, 2, 500]), sites: 4, from: 0, to: DAY })).toEqual([]);
  });
});
