import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, it } from 'vitest';
import type { Finding } from '#core/model/finding.ts';
import { MINUTE } from '#core/model/time.ts';
import { createReadModel } from '#main/adapters/sqlite/read-model/read-model.ts';
import { openReader } from '#main/adapters/sqlite/store.ts';
import { STORY_LENGTH, STORY_TYPES } from '#test/kit/story.ts';
import { MIGRATIONS, tempFolder } from '#test/kit/temp-store.ts';

const child = join(import.meta.dirname, '../kit/night-child.ts');
const MINUTES = STORY_LENGTH / MINUTE;

/** Runs the night from a minute on; kills it a few milliseconds after it said `killAfter` minutes. Gives the last minute it said. */
async function live(file: string, first: number, killAfter: number): Promise<number> {
  const process_ = spawn(process.execPath, [child, file, String(first)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let last = first - 1;
  for await (const line of createInterface({ input: process_.stdout })) {
    last = Number(line.split(' ')[1]);
    if (last - first + 1 === killAfter) setTimeout(() => process_.kill('SIGKILL'), (first * 7) % 13);
  }
  if (process_.exitCode === null && process_.signalCode === null) await once(process_, 'exit');
  return last;
}

/** Everything that was found and every slot that ran, as far as a kill must not change it. */
function outcome(file: string) {
  const reader = openReader(file, MIGRATIONS);
  try {
    const model = createReadModel(reader.session);
    const question = { scope: 'all' as const, filter: {}, at: 0, after: null, limit: 1_000, evidence: false };
    const findings = model.findings.export(question).findings;
    const essence = ({
      id,
      site,
      finding_type,
      subject,
      condition,
      condition_started_at,
      detected_at,
      parent_id,
      alert_id,
      status,
    }: Finding) => ({
      id,
      site,
      finding_type,
      subject,
      condition,
      condition_started_at,
      detected_at,
      parent_id,
      alert_id,
      status,
    });
    const count = (sql: string): unknown => reader.session.pluck(sql).all();
    return {
      types: [...new Set(findings.map(({ finding_type }) => finding_type))].sort(),
      findings: findings.map(essence),
      slots: count(
        "SELECT cadence || ' ' || slot || ' ' || site_count FROM ledger WHERE outcome = 'RAN' ORDER BY 1",
      ),
      counters: count("SELECT bucket || ' ' || site_id || ' ' || stream || ' ' || n FROM roll5 ORDER BY 1"),
      evidence: count('SELECT finding_id FROM evidence ORDER BY 1'),
      integrity: model.integrity(),
    };
  } finally {
    reader.close();
  }
}

it('loses nothing and doubles nothing when the engine is killed again and again', async () => {
  using folder = tempFolder();
  const [calm, killed] = [join(folder.path, 'calm.db'), join(folder.path, 'killed.db')];
  expect(await live(calm, 0, Number.POSITIVE_INFINITY)).toBe(MINUTES - 1);
  let kills = 0;
  for (let next = 0; next < MINUTES; kills++) next = (await live(killed, next, 23 + (kills % 5) * 7)) + 1;
  expect(kills).toBeGreaterThan(6);

  const [expected, found] = [outcome(calm), outcome(killed)];
  expect(expected.types).toEqual(STORY_TYPES);
  const { integrity: whole, ...rest } = found;
  const { integrity: _, ...calmRest } = expected;
  expect(rest).toEqual(calmRest);
  expect(whole).toMatchObject({ problems: [] });
});
