import { describe, expect, it } from 'vitest';
import type { Input } from '#contract/index.ts';
import { HOUR } from '#core/model/time.ts';
import { writeText } from '#main/adapters/files/configuration-text.ts';
import { createConfigurationRepo } from '#main/adapters/sqlite/configuration.ts';
import { createReadModel } from '#main/adapters/sqlite/read-model/read-model.ts';
import { openReader } from '#main/adapters/sqlite/store.ts';
import { createDispatch } from '#main/services/dispatch.ts';
import type { Caller } from '#main/services/handlers.ts';
import { createQueryHandlers } from '#main/services/queries/query-handlers.ts';
import { ADA, type EngineBench, engineBench } from '#test/kit/engine-bench.ts';
import { live, notices, one, START } from '#test/kit/quiet-site.ts';
import { HOST, NO_ARCHIVE, NO_MAP } from '#test/kit/read-bench.ts';
import { MIGRATIONS } from '#test/kit/temp-store.ts';

const john = { code: 'G-1', name: 'John Doe', role: 'guard' };
const GATE: Input<'findings.report'> = {
  site: 'S-1',
  severity: 'HIGH',
  category: 'SECURITY',
  title: 'North gate open',
  note: 'John Doe called: the lock is broken.',
};

/** Asks as every screen does. */
async function ask(bench: EngineBench, input: Input<'findings.report'>, caller: Caller = ADA) {
  const reader = openReader(bench.file, MIGRATIONS);
  const { fleet, handlers } = bench.engine;
  const queries = createQueryHandlers({
    readModel: createReadModel(reader.session),
    configuration: createConfigurationRepo(reader.session),
    writeText,
    fleet,
    clock: bench.clock,
    host: HOST,
    mapFile: NO_MAP,
    archive: NO_ARCHIVE,
  });
  const log = { info: () => {}, warn: () => {}, error: () => {} };
  const reply = await createDispatch({ queries, commands: handlers, log })(
    { ...caller, standing: 'local' },
    'findings.report',
    input,
  );
  reader.close();
  return reply;
}

async function bench(audit: Readonly<Record<string, unknown>> = {}): Promise<EngineBench> {
  const made = await engineBench(START);
  await made.configure(one({ people: [john], audit }));
  return made;
}

describe('a finding that a person opens', () => {
  it('has what the person chose, a runbook and evidence, and is heard like any other', async () => {
    await using desk = await bench();
    const reply = await ask(desk, GATE);
    const [finding] = desk.findings('MANUAL');
    expect(reply).toEqual({ ok: true, value: { id: finding?.id } });
    expect(finding).toMatchObject({
      subject: expect.stringMatching(/^manual:.{36}$/),
      severity: 'HIGH',
      category: 'SECURITY',
      title: 'North gate open',
      condition: 'ACTIVE',
      status: 'NEW',
      runbook: { finding_type: 'MANUAL' },
      alert_id: expect.any(String),
    });
    expect(notices(desk)).toMatchObject([{ finding_id: finding?.id, title: 'North gate open · S-1' }]);
    expect(desk.store.evidence.of(finding?.id ?? '')).toMatchObject([{ capture: 'OPENED' }]);
  });

  it('stands in the audit trail with its author and the note, which is nowhere else', async () => {
    await using desk = await bench();
    await ask(desk, GATE);
    const [finding] = desk.findings('MANUAL');
    expect(desk.store.trail.of('finding', finding?.id ?? '')).toMatchObject([
      { action: 'finding.opened', actor: { name: 'local:ada' }, reason: GATE.note },
    ]);
    expect(JSON.stringify([finding, desk.emitted, desk.logged])).not.toContain('John');
  });

  it('is cleared by no audit, and every report is a finding of its own', async () => {
    await using desk = await bench();
    desk.engine.start();
    await ask(desk, GATE);
    live(desk, 90);
    await desk.restart();
    desk.clock.advance(2 * HOUR);
    await ask(desk, GATE);
    expect(desk.findings('MANUAL').map(({ condition }) => condition)).toEqual(['ACTIVE', 'ACTIVE']);
    const ids = desk.findings('MANUAL').map(({ id }) => id);
    await desk.engine.handlers['findings.resolve']({ ids, disposition: 'BENIGN', note: 'Locked' }, ADA);
    expect(desk.findings('MANUAL').map(({ status }) => status)).toEqual(['RESOLVED', 'RESOLVED']);
    expect(desk.store.findings.closed()).toEqual([]);
  });

  it('keeps to the threshold and the switch of its site, and asks no maintenance window', async () => {
    await using desk = await bench({
      alert_severity_threshold: 'CRITICAL',
      maintenance_windows: [
        { start: '2026-01-04T00:00:00Z', end: '2026-01-06T00:00:00Z', reason: 'Panel test' },
      ],
    });
    await ask(desk, GATE);
    expect(desk.findings('MANUAL')).toHaveLength(1);
    expect(notices(desk)).toEqual([]);
  });
});

describe('a report that is refused', () => {
  it.each([
    ['an unknown site', { ...GATE, site: 'NOWHERE' }, 'not-found'],
    ['a name in the title', { ...GATE, title: 'John Doe left the gate open' }, 'bad-request'],
    ['no title', { ...GATE, title: '  ' }, 'bad-request'],
    ['no note', { ...GATE, note: '' }, 'bad-request'],
    ['a title that fills the feed', { ...GATE, title: 'x'.repeat(121) }, 'bad-request'],
  ])('opens nothing: %s', async (_why, input, code) => {
    await using desk = await bench();
    expect(await ask(desk, input)).toMatchObject({ ok: false, fault: { code } });
    expect(desk.findings()).toEqual([]);
  });

  it('opens nothing at a site that the caller may not see, and does not tell that there is one', async () => {
    await using desk = await bench();
    const stranger: Caller = { ...ADA, scope: { tenants: ['OTHER'] } };
    expect(await ask(desk, GATE, stranger)).toMatchObject({
      ok: false,
      fault: { code: 'not-found', message: 'No site S-1.' },
    });
  });
});
