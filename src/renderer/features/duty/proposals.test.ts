import { describe, expect, it } from 'vitest';
import type { DutySite } from '#contract/duty.ts';
import { HOUR } from '#core/model/time.ts';
import { dutySite, tourOverdue } from '#test/kit/duty.ts';
import { hindranceOf, personOf, tourOf } from './about.ts';
import { probableWalker, proposedAbsence, proposedPerson, tourChoices } from './proposals.ts';

const NOW = Date.parse('2026-11-22T03:00:00Z');
const about = (patch: object = {}) => ({ ...tourOverdue, ...patch });

describe('the starts that are offered', () => {
  it('are those that nobody accounted for, the finding’s own first', () => {
    const values = tourChoices(dutySite(), about({ subject: 'tour:T-1@2026-11-22T02:00' })).map(
      ({ value }) => value,
    );
    expect(values).toEqual(['T-1@2026-11-22T02:00', 'T-2@2026-11-22T01:00', 'T-1@2026-11-22T03:00']);
  });

  it('hold the finding’s own though it is too old to be listed', () => {
    const [first] = tourChoices(dutySite(), about({ subject: 'tour:T-9@2026-11-01T02:00' }));
    expect(first).toEqual({
      value: 'T-9@2026-11-01T02:00',
      tour: 'T-9',
      local: '2026-11-01T02:00',
      start: null,
      state: null,
    });
  });

  it('name who was the only one there then', () => {
    expect(probableWalker(dutySite(), NOW - HOUR)).toBe('G-1');
    expect(probableWalker(dutySite(), NOW + 20 * HOUR)).toBeNull();
    expect(probableWalker(dutySite(), null)).toBeNull();
  });
});

describe('the absence that is proposed', () => {
  const at = (given: { subject?: string; person?: string }, site: DutySite = dutySite()) => {
    const { start, end } = proposedAbsence(
      site,
      about({ subject: given.subject ?? '' }),
      given.person ?? 'G-1',
      NOW,
    );
    return [new Date(start).toISOString().slice(11, 16), new Date(end).toISOString().slice(11, 16)];
  };

  it('is the missed shift from its begin, what is left of a shift, all of one to come, or eight hours', () => {
    expect(at({ subject: 'person:G-1@2026-11-22T00:00' })).toEqual(['00:00', '08:00']);
    expect(at({ subject: 'person:G-1' })).toEqual(['03:00', '08:00']);
    expect(at({ person: 'G-2' })).toEqual(['08:00', '16:00']);
    expect(at({ person: 'G-3' })).toEqual(['03:00', '11:00']);
  });

  it('is that of the finding’s person only where the site has that one', () => {
    expect(proposedPerson(dutySite(), about({ subject: 'person:G-1@2026-11-22T00:00' }))).toBe('G-1');
    expect(proposedPerson(dutySite(), about({ subject: 'person:G-9' }))).toBeNull();
  });
});

it('says why a finding is not one to note something from', () => {
  const of = (what: 'tour' | 'absence' | 'extension', finding_type: string, site: string | null = 'S') =>
    hindranceOf(what, { site, finding_type });
  expect(of('tour', 'TOUR_OVERDUE')).toBeNull();
  expect(of('tour', 'SILENT_SITE')).toBe('no-tour');
  expect(of('absence', 'SILENT_SITE')).toBeNull();
  expect(of('absence', 'AUDIT_GAP', null)).toBe('no-site');
  expect(of('extension', 'LONE_WORKER_OVERDUE')).toBeNull();
  expect(of('extension', 'DURESS')).toBe('duress');
});

it('reads persons and tours out of subjects, whatever signs their codes have', () => {
  expect(personOf({ subject: 'person:G-1@2026-11-22T00:00' })).toBe('G-1');
  expect(personOf({ subject: 'tour:T-1@2026-11-22T00:00' })).toBeNull();
  expect(tourOf({ subject: 'tour:T@1@2026-11-22T00:00' })).toEqual({
    tour: 'T@1',
    local: '2026-11-22T00:00',
  });
});
