import { describe, expect, it } from 'vitest';
import { STREAM } from '#core/model/event.ts';
import type { FindingCadence } from '#core/model/finding.ts';
import { HOUR, MINUTE } from '#core/model/time.ts';
import type { StoredEvent } from '#main/ports/store.ts';
import { siteWith } from '#test/kit/site.ts';
import { deliveredLate } from './delivered-late.ts';

const START = Date.UTC(2026, 0, 5);
const SITE = siteWith({});

/** Whether a finding is one of late data that was found `took` minutes after its start, when an event of `stream` came as told. */
function isLate(
  finding_type: string,
  cadence: FindingCadence,
  took: number,
  event: { readonly stream: number; readonly happened: number; readonly came: number } | null = null,
): boolean {
  const found = { finding_type, cadence, condition_started_at: START };
  const ts = START + (event?.happened ?? 0) * MINUTE;
  const stored =
    event === null ? [] : [{ ts, stream: event.stream, delay_s: (event.came - event.happened) * 60 }];
  return deliveredLate({ ...found, detected_at: START + took * MINUTE }, SITE, {
    // Safe: of an event nothing but these is looked at.
    ofSite: (_, from, to) =>
      stored.filter((each) => each.ts > from && each.ts <= to) as unknown as StoredEvent[],
  });
}
const fix = (happened: number, came: number) => ({ stream: STREAM.location_updates, happened, came });

describe('the time until a finding was found', () => {
  it('is one of the delivery where it took longer than a turn and what its rule looks at came late meanwhile', () => {
    expect(isLate('GEOFENCE_BREACH', 'COMPREHENSIVE', 60, fix(0, 58))).toBe(true);
    expect(isLate('GEOFENCE_BREACH', 'COMPREHENSIVE', 16, fix(0, 15))).toBe(false);
    expect(isLate('GEOFENCE_BREACH', 'COMPREHENSIVE', 17, fix(0, 15))).toBe(true);
  });

  it('is the audits’ where nothing came late, or only what the rule does not look at, or before, or after', () => {
    expect(isLate('GEOFENCE_BREACH', 'COMPREHENSIVE', 60)).toBe(false);
    expect(isLate('GEOFENCE_BREACH', 'COMPREHENSIVE', 60, fix(50, 51))).toBe(false);
    expect(isLate('GEOFENCE_BREACH', 'COMPREHENSIVE', 60, { ...fix(0, 58), stream: STREAM.task })).toBe(
      false,
    );
    expect(isLate('GEOFENCE_BREACH', 'COMPREHENSIVE', 60, fix(-40, -2))).toBe(false);
    expect(isLate('GEOFENCE_BREACH', 'COMPREHENSIVE', 60, fix(0, 61))).toBe(false);
  });

  it('is always the delivery’s for a call for help, which is raised at its receipt, and never for what a person reports', () => {
    expect(isLate('DURESS', 'TIMER', 3)).toBe(true);
    expect(isLate('DURESS', 'TIMER', 2)).toBe(false);
    expect(isLate('MANUAL', 'TIMER', (9 * HOUR) / MINUTE)).toBe(false);
  });
});
