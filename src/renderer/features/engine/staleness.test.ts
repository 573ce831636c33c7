import { describe, expect, it } from 'vitest';
import type { EngineStatus } from '#contract/engine.ts';
import { MINUTE, SECOND } from '#core/model/time.ts';
import { remarkOf, troubleOf } from './staleness.ts';

const NOW = Date.UTC(2026, 10, 22, 2, 14);
const status = (patch: Partial<EngineStatus> = {}): EngineStatus => ({
  version: '1',
  host: 'loopback',
  demo: false,
  now: NOW,
  timezone: 'UTC',
  state: 'RUNNING',
  state_reason: null,
  last_tick_at: NOW,
  sites: 48,
  sites_audited: 48,
  rounds: [],
  suppressed: 0,
  alarms_10_min: 0,
  sources: [],
  quarantined: 0,
  ...patch,
});
const well = { connected: true, fault: undefined, status: status() };
const gone = { code: 'unavailable', message: 'gone' } as const;

describe('the banner', () => {
  it('says nothing while all is well, also before the first answer', () => {
    expect(troubleOf(well, NOW)).toBeNull();
    expect(troubleOf({ ...well, status: undefined }, NOW)).toBeNull();
  });

  it('says since when the screen is old once the connection is lost or the engine gives no answer', () => {
    expect(troubleOf({ ...well, connected: false }, NOW + MINUTE)).toMatchObject({
      kind: 'silent',
      since: NOW,
    });
    expect(troubleOf({ ...well, fault: gone }, NOW)).toMatchObject({ kind: 'silent', advice: null });
  });

  it('says so when the host answers but the engine has not beaten for a minute and a half', () => {
    expect(troubleOf(well, NOW + 90 * SECOND)).toBeNull();
    expect(troubleOf(well, NOW + 91 * SECOND)).toMatchObject({ kind: 'silent', since: NOW });
  });

  it('hands on what to do when the page may not speak to Vigil any more', () => {
    const fault = { code: 'forbidden', message: 'Open the address again.' } as const;
    expect(troubleOf({ ...well, fault }, NOW)).toMatchObject({ advice: 'Open the address again.' });
    expect(troubleOf({ connected: false, fault, status: undefined }, NOW)).toMatchObject({ kind: 'never' });
  });

  it('names the state of an engine that is not well, and how grave it is', () => {
    const full = troubleOf({ ...well, status: status({ state: 'FULL', state_reason: '0 MB left.' }) }, NOW);
    expect(full).toMatchObject({ kind: 'state', grave: true });
    expect(full?.kind === 'state' && full.text).toContain('0 MB left.');
    expect(troubleOf({ ...well, status: status({ state: 'CATCHING_UP' }) }, NOW)).toMatchObject({
      grave: false,
    });
  });

  it('leaves what a running engine remarks to a banner of its own, and says it only once', () => {
    const remarking = status({ state_reason: 'Self-test: 2 problems.' });
    expect(troubleOf({ ...well, status: remarking }, NOW)).toBeNull();
    expect(remarkOf(remarking)).toBe('Self-test: 2 problems.');
    expect(remarkOf(status({ state: 'FULL', state_reason: '0 MB left.' }))).toBeNull();
    expect(remarkOf(undefined)).toBeNull();
  });
});
