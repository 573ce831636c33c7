import { describe, expect, it } from 'vitest';
import { methods } from '#contract/index.ts';
import type { SiteDocument } from '#core/config/document.ts';
import { WEEKDAYS } from '#core/model/audit-config.ts';
import { DAY, HOUR, MINUTE, SECOND } from '#core/model/time.ts';
import { ADA, type EngineBench, engineBench } from '#test/kit/engine-bench.ts';
import { attendance, fix, phone } from '#test/kit/events.ts';
import { live, lone, one, START } from '#test/kit/quiet-site.ts';
import { replayFile } from '#test/kit/replay.ts';

const start = Date.parse(START);
/** G-1's shift is from 02:00 to 10:00. */
const shift = start + 2 * HOUR;
const night = { person: 'G-1', days: [...WEEKDAYS], start: '02:00', end: '10:00' };
const people = [
  { code: 'G-1', name: 'Gustav', role: 'guard' },
  { code: 'G-2', name: 'Rita', role: 'guard' },
  { code: 'G-3', name: 'Otto', role: 'guard' },
];

async function watching(site: Partial<SiteDocument> = {}): Promise<EngineBench> {
  const bench = await engineBench(START);
  await bench.configure(one({ people, shifts: [night], ...site }));
  bench.engine.start();
  live(bench, 100);
  return bench;
}

const absence = (bench: EngineBench, given: object = {}) =>
  bench.engine.handlers['people.absence'](
    {
      site: 'S-1',
      person: 'G-1',
      start: shift,
      end: shift + 8 * HOUR,
      relief: null,
      reason: 'Ill',
      ...given,
    },
    ADA,
  );
const noShows = (bench: EngineBench) =>
  bench.findings('GUARD_NO_SHOW').map(({ subject, condition }) => [subject, condition]);

describe('somebody who is noted as absent', () => {
  it('has not failed to come: the finding ends at once, with why, and none comes again', async () => {
    await using bench = await watching();
    live(bench, 60);
    expect(noShows(bench)).toEqual([['person:G-1@2026-01-05T02:00', 'ACTIVE']]);
    const finding = bench.findings('GUARD_NO_SHOW')[0]?.id ?? '';
    await absence(bench, { finding });
    expect(noShows(bench)).toEqual([['person:G-1@2026-01-05T02:00', 'CLEARED']]);
    expect(bench.store.trail.of('finding', finding).map(({ action, reason }) => [action, reason])).toEqual(
      expect.arrayContaining([
        ['finding.absence_noted', 'G-1 absent from 2026-01-05 02:00 to 2026-01-05 10:00, no relief: Ill'],
        ['finding.settled', 'noted as absent'],
      ]),
    );
    expect(bench.store.trail.of('site', 'S-1')).toMatchObject([
      { action: 'site.absence_noted', actor: { name: 'local:ada' }, reason: 'Ill' },
    ]);
    await bench.restart('crash');
    live(bench, 60);
    expect(noShows(bench)).toHaveLength(1);
  });

  it('is expected again when it is withdrawn, at once', async () => {
    await using bench = await watching();
    const { id } = await absence(bench);
    live(bench, 60);
    expect(noShows(bench)).toEqual([]);
    await bench.engine.handlers['people.absence_withdraw']({ id, reason: 'Another one' }, ADA);
    expect(noShows(bench)).toEqual([['person:G-1@2026-01-05T02:00', 'ACTIVE']]);
    expect(bench.store.trail.of('site', 'S-1').map(({ action }) => action)).toEqual([
      'site.absence_noted',
      'site.absence_withdrawn',
    ]);
    expect(() => bench.engine.handlers['people.absence_withdraw']({ id, reason: 'Again' }, ADA)).toThrow(
      'withdrawn already',
    );
  });

  it('is told to the finding that it was noted from when it is withdrawn, and to no other', async () => {
    await using bench = await watching();
    live(bench, 60);
    const finding = bench.findings('GUARD_NO_SHOW')[0]?.id ?? '';
    const { id } = await absence(bench, { finding });
    await bench.engine.handlers['people.absence_withdraw']({ id, reason: 'Came late' }, ADA);
    const told = bench.store.trail
      .of('finding', finding)
      .filter(({ action }) => action === 'finding.absence_withdrawn');
    expect(told).toMatchObject([
      {
        actor: { name: 'local:ada' },
        reason: 'G-1 absent from 2026-01-05 02:00 to 2026-01-05 10:00, no relief: Came late',
      },
    ]);
    const { id: other } = await absence(bench);
    await bench.engine.handlers['people.absence_withdraw']({ id: other, reason: 'Again' }, ADA);
    expect(
      bench.store.trail.of('finding', finding).filter(({ action }) => action === 'finding.absence_withdrawn'),
    ).toHaveLength(1);
  });

  it('is expected for what is left of the shift when the absence ends', async () => {
    await using bench = await watching();
    await absence(bench, { end: shift + HOUR });
    live(bench, 130);
    expect(noShows(bench)).toEqual([['person:G-1@2026-01-05T03:00', 'ACTIVE']]);
  });

  it('is no longer inactive, though still signed in from before', async () => {
    await using bench = await watching();
    live(bench, 30);
    bench.say(attendance('S-1', bench.clock.now(), 'G-1', 'IN'), phone('S-1', bench.clock.now(), 'G-1'));
    for (let i = 0; i < 9; i++) {
      bench.say(phone('S-1', bench.clock.now(), 'G-2'), fix('S-1', bench.clock.now()));
      bench.clock.advance(10 * MINUTE);
    }
    const inactive = () => bench.findings('GUARD_INACTIVE').map(({ condition }) => condition);
    expect(inactive()).toEqual(['ACTIVE']);
    await absence(bench, { start: bench.clock.now(), finding: bench.findings('GUARD_INACTIVE')[0]?.id });
    expect(inactive()).toEqual(['CLEARED']);
  });

  it('is on duty all the same who signs in after the absence has begun', async () => {
    await using bench = await watching({ people: [lone, ...people.slice(1)] });
    await absence(bench);
    live(bench, 60);
    expect(bench.findings('LONE_WORKER_OVERDUE')).toEqual([]);
    bench.say(attendance('S-1', bench.clock.now(), 'G-1', 'IN'));
    bench.clock.advance(34 * MINUTE);
    expect(bench.findings('LONE_WORKER_OVERDUE')).toMatchObject([{ condition: 'ACTIVE' }]);
  });

  it('owes no check-in, and does when the absence is over, also after a restart', async () => {
    await using bench = await watching({ people: [lone, ...people.slice(1)] });
    live(bench, 80);
    const overdue = () => bench.findings('LONE_WORKER_OVERDUE').map(({ condition }) => condition);
    expect(overdue()).toEqual(['ACTIVE']);
    const ends = bench.clock.now() + HOUR;
    await absence(bench, { end: ends });
    expect(overdue()).toEqual(['CLEARED']);
    await bench.restart('crash');
    bench.clock.advance(HOUR + 33 * MINUTE - SECOND);
    expect(overdue()).toEqual(['CLEARED']);
    bench.clock.advance(MINUTE);
    expect(overdue()).toContain('ACTIVE');
  });

  it('leaves a site unmanned that nobody else is at', async () => {
    await using bench = await watching();
    await absence(bench);
    bench.clock.advance(4 * HOUR);
    expect(bench.findings('SILENT_SITE')).toEqual([]);
  });

  it('is expected elsewhere as ever, and a silent site that is manned is silent', async () => {
    await using bench = await watching();
    bench.clock.advance(4 * HOUR);
    expect(bench.findings('SILENT_SITE')).toHaveLength(1);
  });
});

describe('who stands in', () => {
  it('is expected from when it was noted, for as long as the shift', async () => {
    await using bench = await watching();
    live(bench, 60);
    await absence(bench, { relief: 'G-2' });
    live(bench, 10);
    expect(noShows(bench)).toEqual([['person:G-1@2026-01-05T02:00', 'CLEARED']]);
    live(bench, 20);
    expect(noShows(bench)).toEqual([
      ['person:G-1@2026-01-05T02:00', 'CLEARED'],
      ['person:G-2@2026-01-05T02:40', 'ACTIVE'],
    ]);
  });

  it('owes check-ins when they work alone', async () => {
    await using bench = await watching({
      people: [{ ...lone, code: 'G-2' }, ...people.filter(({ code }) => code !== 'G-2')],
    });
    await absence(bench, { relief: 'G-2' });
    bench.clock.advance(20 * MINUTE + 33 * MINUTE - SECOND);
    expect(bench.findings('LONE_WORKER_OVERDUE')).toEqual([]);
    bench.clock.advance(MINUTE);
    expect(bench.findings('LONE_WORKER_OVERDUE')).toMatchObject([{ subject: 'person:G-2' }]);
  });
});

describe('an absence', () => {
  it.each([
    ['of somebody of another site', { person: 'G-9' }, 'has no person G-9'],
    ['with a relief of another site', { relief: 'G-9' }, 'has no person G-9'],
    ['with the absent as their own relief', { relief: 'G-1' }, 'stands in for themselves'],
    ['that began over a day ago', { start: start - DAY }, 'a day ago at most'],
    ['of somebody whom nobody expects', { person: 'G-3' }, 'G-3 has no shift'],
    ['at a site that there is not', { site: 'S-9' }, 'No site S-9'],
    ['with a finding that there is not', { finding: 'F-NONE' }, 'No open finding F-NONE'],
  ])('is refused %s', async (_, given, why) => {
    await using bench = await watching();
    expect(() => absence(bench, given)).toThrow(why);
    expect(bench.store.trail.of('site', 'S-1')).toEqual([]);
  });

  it('is refused twice for one person and time, and with a relief who is absent', async () => {
    await using bench = await watching({ shifts: [night, { ...night, person: 'G-2' }] });
    await absence(bench);
    expect(() => absence(bench, { start: shift + HOUR })).toThrow('absent already');
    expect(() => absence(bench, { person: 'G-2', relief: 'G-1' })).toThrow('G-1 is noted as absent already');
  });

  it.each([
    ['ends before it begins', { end: shift }, false],
    ['lasts over 31 days', { end: shift + 31 * DAY + 1 }, false],
    ['lasts 31 days', { end: shift + 31 * DAY }, true],
    ['has no reason', { reason: ' ' }, false],
  ])('is read by the contract when it %s only where that may be', (_, given, isFine) => {
    const whole = { site: 'S-1', person: 'G-1', start: shift, end: shift + HOUR, relief: null, reason: 'x' };
    expect(methods['people.absence'].input.safeParse({ ...whole, ...given }).success).toBe(isFine);
  });

  it('is seen by a replay when it was noted, and by an audit of an instant before it not at all', async () => {
    await using bench = await watching();
    live(bench, 60);
    bench.clock.advance(1_234);
    const before = bench.clock.now() - MINUTE;
    await absence(bench, { relief: 'G-2', finding: bench.findings('GUARD_NO_SHOW')[0]?.id });
    live(bench, 60);
    const told = (all: readonly { finding_type: string; subject: string }[]) =>
      all.filter(({ finding_type }) => finding_type === 'GUARD_NO_SHOW').map(({ subject }) => subject);
    const replayed = replayFile(bench.file, start, bench.clock.now(), false);
    expect(told(replayed.findings)).toEqual(told(bench.findings()));
    expect(told(replayed.findings)).toEqual(['person:G-1@2026-01-05T02:00', 'person:G-2@2026-01-05T02:40']);
    const first = bench.findings('GUARD_NO_SHOW')[0]?.id ?? '';
    await bench.engine.handlers['findings.resolve']({ ids: [first], disposition: 'BENIGN', note: 'x' }, ADA);
    await bench.engine.handlers['audit.run']({ sites: ['S-1'], at: before }, ADA);
    expect(told(bench.findings().filter(({ status }) => status === 'NEW'))).toContain(
      'person:G-1@2026-01-05T02:00',
    );
  });

  it('that was noted before the shift keeps a replay quiet too', async () => {
    await using bench = await watching();
    await absence(bench);
    live(bench, 60);
    const { findings } = replayFile(bench.file, start, bench.clock.now(), false);
    expect(findings.filter(({ finding_type }) => finding_type === 'GUARD_NO_SHOW')).toEqual([]);
  });

  it('leaves nothing in memory when it could not be written', async () => {
    await using bench = await watching();
    const failing = bench.store.trail as { append: unknown };
    const append = failing.append;
    failing.append = () => {
      throw new Error('disk full');
    };
    expect(() => absence(bench)).toThrow('disk full');
    failing.append = append;
    live(bench, 60);
    expect(noShows(bench)).toHaveLength(1);
  });
});
