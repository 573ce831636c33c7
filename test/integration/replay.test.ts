import { describe, expect, it } from 'vitest';
import type { Finding } from '#core/model/finding.ts';
import { HOUR, MINUTE, SECOND } from '#core/model/time.ts';
import { type EngineBench, engineBench } from '#test/kit/engine-bench.ts';
import { attendance, checkIn } from '#test/kit/events.ts';
import { replayFile } from '#test/kit/replay.ts';
import {
  storyFleet as fleet,
  STORY_LENGTH as LENGTH,
  STORY_START as START,
  STORY_TYPES,
  story,
} from '#test/kit/story.ts';

const FROM = Date.parse(START);

async function liveThrough(bench: EngineBench): Promise<void> {
  bench.engine.start();
  for (const event of story()) {
    bench.clock.advance(event.ts - bench.clock.now());
    bench.say(event);
  }
  bench.clock.advance(FROM + LENGTH - bench.clock.now());
}

/** What two runs must agree on. The live engine looks every 5 s: it detects a timer up to that much later. */
const essence = ({
  id,
  site,
  finding_type,
  subject,
  severity,
  condition,
  condition_started_at,
  parent_id,
  alert_id,
  explanation,
}: Finding) => ({
  id,
  site,
  finding_type,
  subject,
  severity,
  condition,
  condition_started_at,
  parent_id,
  alert_id,
  explanation: explanation.text,
});

describe('a replay', () => {
  it('finds what the live engine found, because it is the live engine', async () => {
    await using live = await engineBench(START);
    await live.configure(fleet);
    await liveThrough(live);

    await using stored = await engineBench('2026-02-01T00:00:00Z');
    await stored.configure(fleet);
    stored.say(...story());
    const calls = new Set(stored.findings().map(({ id }) => id));
    const { merged } = replayFile(stored.file, FROM, FROM + LENGTH, true);
    // the call for help was raised when the file came in; what is there wins
    expect(calls.size).toBe(1);
    expect(merged?.findings).toBe(live.findings().length - calls.size);

    const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1);
    const types = new Set(live.findings().map(({ finding_type }) => finding_type));
    expect([...types].sort()).toEqual(STORY_TYPES);
    expect(stored.findings().map(essence).sort(byId)).toEqual(live.findings().map(essence).sort(byId));
    for (const finding of stored.findings().filter(({ id }) => !calls.has(id))) {
      const twin = live.findings().find(({ id }) => id === finding.id);
      expect(Math.abs((twin?.detected_at ?? 0) - finding.detected_at)).toBeLessThanOrEqual(5 * SECOND);
    }
    expect(stored.store.trail.verify()).toMatchObject({ ok: true });
  });

  it('changes nothing the second time, and says the same', async () => {
    await using bench = await engineBench('2026-02-01T00:00:00Z');
    await bench.configure(fleet);
    bench.say(...story());
    const first = replayFile(bench.file, FROM, FROM + LENGTH, true);
    const before = {
      findings: bench.findings(),
      due: bench.store.schedule.due(),
      trail: bench.store.trail.verify().rows,
    };
    const second = replayFile(bench.file, FROM, FROM + LENGTH, true);
    expect(second.merged).toEqual({ findings: 0, slots: 0 });
    expect(second.findings).toEqual(first.findings);
    expect(second.summary.findings).toEqual(first.summary.findings);
    expect({
      findings: bench.findings(),
      due: bench.store.schedule.due(),
      trail: bench.store.trail.verify().rows,
    }).toEqual(before);
  });

  it('leaves the database alone when it is thrown away', async () => {
    await using bench = await engineBench('2026-02-01T00:00:00Z');
    await bench.configure(fleet);
    bench.say(...story());
    const before = bench.findings();
    const { findings } = replayFile(bench.file, FROM, FROM + LENGTH, false);
    expect(findings.length).toBeGreaterThan(4);
    expect(bench.findings()).toEqual(before);
    expect(bench.store.schedule.due()).toEqual([]);
  });

  it('keeps what a person has done meanwhile', async () => {
    await using bench = await engineBench('2026-02-01T00:00:00Z');
    await bench.configure(fleet);
    bench.say(...story());
    replayFile(bench.file, FROM, FROM + LENGTH, true);
    await bench.restart();
    const silent = bench.findings('SILENT_SITE')[0];
    await bench.engine.handlers['findings.resolve'](
      { ids: [silent?.id ?? ''], disposition: 'TRUE_POSITIVE', note: 'Seen' },
      { actor: { name: 'local:ada', verified: false }, scope: 'all' },
    );
    replayFile(bench.file, FROM, FROM + LENGTH, true);
    expect(bench.findings('SILENT_SITE').find(({ id }) => id === silent?.id)).toMatchObject({
      status: 'RESOLVED',
      resolution_note: 'Seen',
    });
  });

  it('knows at its beginning who came on duty before it, and sees nothing before it was received', async () => {
    await using bench = await engineBench('2026-02-01T00:00:00Z');
    await bench.configure(fleet);
    const late = { ...checkIn('S-3', FROM + 30 * MINUTE, 'G-3'), received_at: FROM + 120 * MINUTE };
    bench.say(attendance('S-3', FROM - 10 * MINUTE, 'G-3', 'IN'), late);
    const { findings } = replayFile(bench.file, FROM, FROM + 3 * HOUR, false);
    const overdue = findings.filter(({ finding_type }) => finding_type === 'LONE_WORKER_OVERDUE');
    // a deadline is counted from the first slot on; the late check-in is no excuse before it came
    expect(overdue).toHaveLength(1);
    expect(overdue[0]?.detected_at).toBeLessThan(FROM + 45 * MINUTE);
  });
});
