import { describe, expect, it } from 'vitest';
import type { TelemetryEvent } from '#core/model/event.ts';
import { HOUR, MINUTE } from '#core/model/time.ts';
import { ADA, type EngineBench, engineBench } from '#test/kit/engine-bench.ts';
import { attendance, fix, phone, tourEvent } from '#test/kit/events.ts';
import { fleetDocument } from '#test/kit/fleet.ts';

const START = '2026-01-05T00:00:00Z';
const FROM = Date.parse(START);
const guard = (code: string) => ({ code, name: code, role: 'guard' });
const tour = (code: string, at: string) => ({
  code,
  name: code,
  mandatory: true,
  starts: [{ days: ['MON' as const], at }],
  duration_minutes: 20,
  grace_minutes: 10,
  checkpoints: ['C-1', 'C-2'].map((name) => ({ code: name, name, lat: 0, lon: 0, radius_m: 20 })),
});
/** One site in UTC with two tours and two guards, of whom only G-2 is on the roster, from two o'clock on. */
const fleet = fleetDocument({
  sites: 1,
  site: () => ({
    timezone: 'UTC',
    people: ['G-1', 'G-2'].map(guard),
    devices: [],
    shifts: [{ person: 'G-2', days: ['MON'], start: '02:00', end: '08:00' }],
    tours: [tour('T-1', '01:00'), tour('T-2', '01:10')],
  }),
});

const task = (
  id: string,
  ts: number,
  status: 'ASSIGNED' | 'COMPLETED',
  due: number | null = null,
): TelemetryEvent => {
  const { kind: _, ...base } = { ...phone('S-1', ts), kind: null };
  return { ...base, type: 'task', task: id, status, due, title: null };
};
const scan = (ts: number, checkpoint: string): TelemetryEvent => {
  const { kind: _, ...base } = { ...phone('S-1', ts, 'G-1'), kind: null };
  return { ...base, type: 'checkpoint_scan', tour: 'T-1', run: 'R-1', checkpoint, lat: null, lon: null };
};

/** Somebody lives until that minute of the story, a phone event and a fix every five minutes. */
function liveUntil(bench: EngineBench, minute: number, people: readonly string[] = ['G-1']): void {
  while (bench.clock.now() < FROM + minute * MINUTE) {
    const now = bench.clock.now();
    bench.say(...people.flatMap((person) => [phone('S-1', now, person), fix('S-1', now, person)]));
    bench.clock.advance(5 * MINUTE);
  }
}

async function begun() {
  const bench = await engineBench(START);
  await bench.configure(fleet);
  bench.engine.start();
  return bench;
}

const resolve = (bench: EngineBench, id: string) =>
  bench.engine.handlers['findings.resolve']({ ids: [id], disposition: 'TRUE_POSITIVE', note: 'seen' }, ADA);

describe('a tour that was cut short', () => {
  const short = [
    tourEvent('S-1', FROM + 61 * MINUTE, 'T-1', 'R-1', 'STARTED'),
    scan(FROM + 65 * MINUTE, 'C-1'),
    tourEvent('S-1', FROM + 75 * MINUTE, 'T-1', 'R-1', 'COMPLETED'),
  ];

  it('is a fact: told once, over when it is told, and not told again after it was resolved or after a restart', async () => {
    await using bench = await begun();
    liveUntil(bench, 76);
    bench.say(...short);
    liveUntil(bench, 120);
    const [fact] = bench.findings('TOUR_INCOMPLETE');
    expect(fact).toMatchObject({
      subject: 'tour:T-1@2026-01-05T01:00',
      condition: 'CLEARED',
      status: 'NEW',
      occurrences: 1,
      alert_id: expect.any(String),
      runbook: { finding_type: 'TOUR_INCOMPLETE' },
    });
    await resolve(bench, fact?.id ?? '');
    liveUntil(bench, 180);
    await bench.restart();
    liveUntil(bench, 240);
    expect(bench.findings('TOUR_INCOMPLETE')).toMatchObject([
      { id: fact?.id, status: 'RESOLVED', occurrences: 1 },
    ]);
  });
});

describe('a storm of late work', () => {
  const due = FROM + 110 * MINUTE;
  const given = ['K-1', 'K-2', 'K-3'].map((id) => task(id, FROM + MINUTE, 'ASSIGNED', due));

  it('takes the late tasks and tours under it, and when it is over leaves those that are still late on their own', async () => {
    await using bench = await begun();
    bench.say(...given);
    liveUntil(bench, 135);
    const [storm] = bench.findings('SLA_STORM');
    const children = () =>
      bench.findings().filter(({ finding_type }) => /^(TASK|TOUR)_OVERDUE$/.test(finding_type));
    expect(storm).toMatchObject({ condition: 'ACTIVE', condition_started_at: due, parent_id: null });
    expect(
      children()
        .map(({ subject, parent_id }) => [subject, parent_id])
        .sort(),
    ).toEqual(
      ['task:K-1', 'task:K-2', 'task:K-3', 'tour:T-1@2026-01-05T01:00', 'tour:T-2@2026-01-05T01:10'].map(
        (subject) => [subject, storm?.id],
      ),
    );
    bench.say(task('K-1', bench.clock.now(), 'COMPLETED'));
    liveUntil(bench, 180);
    expect(bench.findings('SLA_STORM')).toMatchObject([{ id: storm?.id, condition: 'CLEARED' }]);
    expect(children().map(({ subject, parent_id, condition }) => [subject, parent_id, condition])).toEqual(
      expect.arrayContaining([
        ['task:K-2', null, 'ACTIVE'],
        ['tour:T-1@2026-01-05T01:00', null, 'ACTIVE'],
      ]),
    );
    expect(children().find(({ subject }) => subject === 'task:K-1')).toMatchObject({ condition: 'CLEARED' });
  });

  it('is remembered across a crash: the tasks are read again from what is stored', async () => {
    await using bench = await begun();
    bench.say(...given);
    liveUntil(bench, 60);
    await bench.restart();
    liveUntil(bench, 150);
    expect(
      bench
        .findings('TASK_OVERDUE')
        .map(({ subject }) => subject)
        .sort(),
    ).toEqual(['task:K-1', 'task:K-2', 'task:K-3']);
    expect(bench.findings('SLA_STORM')).toHaveLength(1);
  });
});

describe('the people of a shift', () => {
  it('are missed when they do not come, and no more when they do', async () => {
    await using bench = await begun();
    liveUntil(bench, 165);
    const [missed] = bench.findings('GUARD_NO_SHOW');
    expect(missed).toMatchObject({
      subject: 'person:G-2@2026-01-05T02:00',
      condition: 'ACTIVE',
      condition_started_at: FROM + 2 * HOUR + 15 * MINUTE,
    });
    bench.say(attendance('S-1', bench.clock.now(), 'G-2', 'IN'));
    liveUntil(bench, 185);
    expect(bench.findings('GUARD_NO_SHOW')).toMatchObject([{ id: missed?.id, condition: 'CLEARED' }]);
  });

  it('are inactive when they fall silent beside others, also when the engine was restarted meanwhile', async () => {
    await using bench = await begun();
    liveUntil(bench, 150, ['G-1', 'G-2']);
    liveUntil(bench, 170);
    await bench.restart();
    liveUntil(bench, 215);
    expect(bench.findings('GUARD_INACTIVE')).toMatchObject([
      {
        subject: 'person:G-2',
        condition: 'ACTIVE',
        condition_started_at: FROM + 190 * MINUTE,
        category: 'SAFETY',
      },
    ]);
    expect(bench.findings('GUARD_NO_SHOW')).toEqual([]);
    liveUntil(bench, 235, ['G-1', 'G-2']);
    liveUntil(bench, 250, ['G-1', 'G-2']);
    expect(bench.findings('GUARD_INACTIVE')).toMatchObject([{ condition: 'CLEARED' }]);
  });
});
