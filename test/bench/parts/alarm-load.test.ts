import { describe, expect, it } from 'vitest';
import { DAY, HOUR, MINUTE, toIso } from '#core/model/time.ts';
import type { Truth } from '#test/kit/truth.ts';
import { perConsole, perSiteAndDay, quietWeeks } from './alarm-load.ts';
import { siteOutages, sourceOutages } from './outages.ts';
import type { Notification } from './records.ts';

const FROM = Date.parse('2026-01-05T00:00:00Z');
const sites = Array.from({ length: 60 }, (_, index) => `S-${index}`);
const watch = { sites, from: FROM, days: 14 };
const at = (site: string | null, offset: number) => ({ site, at: FROM + offset });
const told = (site: string | null, finding_type: string, offset: number): Notification => ({
  ...at(site, offset),
  ...{ finding_type, finding_id: `F-${finding_type}`, first: true },
});
const truth = (site: string | null, finding_type: string, start: number, end: number): Truth => ({
  ...{ site, finding_type, subject: '', cause: 'test' },
  ...{ start: toIso(FROM + start), end: toIso(FROM + end) },
});

describe('the load of alarms', () => {
  it('is counted per site and day, with the worst day of any site', () => {
    const counted = [at('S-1', HOUR), at('S-1', 23 * HOUR), at('S-1', DAY), at('S-2', DAY), at(null, 0)];
    expect(perSiteAndDay(counted, watch)).toEqual({ mean: 4 / (60 * 14), worst: 2 });
  });

  it('leaves out the weeks of a site that had trouble', () => {
    const truths = [truth('S-1', 'SILENT_SITE', 6 * DAY, 8 * DAY), truth('S-2', 'SILENT_SITE', 0, DAY)];
    const alerts = [at('S-1', DAY), at('S-2', HOUR), at('S-2', 9 * DAY)];
    expect(quietWeeks(alerts, truths, watch)).toEqual({ weeks: 117, week_days: 7, mean: 1 / 117, worst: 1 });
  });

  it('is counted per console and 10 minutes, quiet ones too; what belongs to no site reaches all', () => {
    const alarms = [at('S-0', MINUTE), at('S-49', 10 * MINUTE), at('S-50', MINUTE), at(null, 2 * DAY)];
    const spans = 2 * 14 * 144;
    expect(perConsole(alarms, watch)).toMatchObject({
      ...{ consoles: 2, sites_per_console: 50, max: 2, mean: 5 / spans, over_1: 1 / spans, over_10: 0 },
    });
  });
});

describe('an outage', () => {
  it('of a source counts what no other truth explains, but no call for help', () => {
    const truths = [truth(null, 'SOURCE_SILENT', HOUR, 2 * HOUR)];
    const heard = [
      told(null, 'SOURCE_SILENT', HOUR),
      told('S-1', 'SILENT_SITE', 90 * MINUTE),
      told('S-2', 'TASK_OVERDUE', 90 * MINUTE),
      told('S-3', 'DURESS', 90 * MINUTE),
      told('S-4', 'SILENT_SITE', 3 * HOUR),
    ];
    const isOwn = ({ finding_type }: Notification) => finding_type === 'TASK_OVERDUE';
    expect(sourceOutages(truths, heard, isOwn)).toMatchObject([
      { notifications: 2, types: { SOURCE_SILENT: 1, SILENT_SITE: 1 } },
    ]);
  });

  it('of a site counts its silences from the hour before on', () => {
    const truths = [truth('S-1', 'SILENT_SITE', 2 * HOUR, 4 * HOUR)];
    const heard = [
      told('S-1', 'CRITICAL_SIGNAL_PHONE_EVENTS_LOW', 90 * MINUTE),
      told('S-1', 'SILENT_SITE', 2 * HOUR),
      told('S-1', 'TOUR_OVERDUE', 2 * HOUR),
      told('S-2', 'SILENT_SITE', 2 * HOUR),
    ];
    expect(siteOutages(truths, heard)).toMatchObject([{ notifications: 2 }]);
  });
});
