import { describe, expect, it } from 'vitest';
import { SYSTEM } from '#core/model/actor.ts';
import { WEEKDAYS } from '#core/model/audit-config.ts';
import { DAY, HOUR, MINUTE } from '#core/model/time.ts';
import { findingWith } from '#test/kit/finding.ts';
import { fleetDocument } from '#test/kit/fleet.ts';
import { type ReadBench, readBench } from '#test/kit/read-bench.ts';

const guard = (code: string, phone?: string) => ({
  code,
  name: `Guard ${code}`,
  role: 'guard',
  ...(phone === undefined ? {} : { phone }),
});

/** Two sites of one tenant that share G-1, and one of another tenant. */
const document = () => {
  const made = fleetDocument({
    sites: 3,
    tenants: 2,
    site: (index) => ({
      timezone: 'UTC',
      people: [guard('G-2', '0152'), guard('G-1', '0151')],
      shifts: [{ person: 'G-1', days: [...WEEKDAYS], start: '00:00', end: '24:00' }],
      ...(index === 0
        ? {
            contacts: [
              { role: 'keyholder', name: 'Kim', phone: '112', hours: 'nights' },
              { role: 'owner', name: 'Olu' },
            ],
            instructions: { 'TOUR_*': 'Look at the **gate**.', TOUR_OVERDUE: 'Ring twice.' },
            escalation_roles: { supervisor: [{ name: 'Sam', phone: '110' }] },
          }
        : {}),
    }),
  });
  const [first] = made.tenants ?? [];
  if (first !== undefined) first.escalation_roles = { manager: [{ email: 'm@example.org' }] };
  return made;
};

const now = (bench: ReadBench) => bench.clock.now();

describe('beside a finding', () => {
  it('stand whom to call, those on duty first, and what the site says to do', async () => {
    using bench = readBench(document());
    bench.save([findingWith({ id: 'F-1', finding_type: 'TOUR_OVERDUE' })]);
    const { contacts, instructions } = await bench.ask('findings.get', { id: 'F-1' });
    expect(contacts).toEqual({
      site: [
        { role: 'keyholder', name: 'Kim', phone: '112', hours: 'nights' },
        { role: 'owner', name: 'Olu', phone: null, hours: null },
      ],
      people: [
        { code: 'G-1', name: 'Guard G-1', role: 'guard', phone: '0151', on_duty: true },
        { code: 'G-2', name: 'Guard G-2', role: 'guard', phone: '0152', on_duty: false },
      ],
      escalation: [
        { role: 'manager', name: null, phone: null, email: 'm@example.org', action: null },
        { role: 'supervisor', name: 'Sam', phone: '110', email: null, action: null },
      ],
    });
    expect(instructions).toBe('Ring twice.');
    const rows = await bench.ask('findings.page', {});
    expect(JSON.stringify(rows)).not.toMatch(/Kim|0151|Guard G-1/);
  });

  it('stands nothing of the kind for a finding without a site', async () => {
    using bench = readBench(document());
    bench.save([findingWith({ id: 'F-1', site: null, scope: 'installation', scope_key: '' })]);
    expect(await bench.ask('findings.get', { id: 'F-1' })).toMatchObject({
      contacts: { site: [], people: [], escalation: [] },
      instructions: null,
      related: [],
      steps: [],
      dispatches: [],
      newest_runbook_version: null,
    });
  });

  it('stand its parent, its dispatches, its ticks, and whether its runbook has a newer version', async () => {
    using bench = readBench(document());
    const { store } = bench;
    bench.save([
      findingWith({ id: 'F-1', runbook: { finding_type: 'X', version: 1 }, parent_id: null }),
      findingWith({ id: 'F-2', parent_id: 'F-1' }),
    ]);
    const guide = {
      finding_type: 'X',
      title: 'X',
      category: 'SECURITY',
      severity: 'HIGH',
      description: '',
      evidence_required: [],
      steps: [{ text: 'Look', expected_minutes: null, requires_note: false }],
      escalation_sla_minutes: 15,
      escalate_to_role: 'supervisor',
      auto_actions: [],
      auto_action_enabled: false,
      low_risk: false,
    } as const;
    const nobody = { called_off_at: null, called_off_by: null, called_off_reason: null, arrived_at: null };
    store.transaction(() => {
      store.runbooks.add([guide], 0, SYSTEM);
      store.runbooks.add([{ ...guide, title: 'Newer' }], 1, SYSTEM);
      store.desk.tick({
        finding_id: 'F-1',
        step: 0,
        runbook_type: 'X',
        runbook_version: 1,
        done_at: 5,
        done_by: 'local:ada',
        verified: false,
        note: null,
      });
      for (const [id, sent_at] of [
        ['D-1', 1],
        ['D-2', 2],
      ] as const)
        store.desk.saveDispatch({
          ...nobody,
          id,
          finding_id: 'F-1',
          site: 'S-1',
          who: 'Car',
          note: null,
          sent_at,
          sent_by: 'local:ada',
          arrived_by: null,
        });
    });
    const detail = await bench.ask('findings.get', { id: 'F-1' });
    expect(detail.newest_runbook_version).toBe(2);
    expect(detail.runbook?.version).toBe(1);
    expect(detail.steps).toEqual([
      { step: 0, done_at: 5, done_by: 'local:ada', verified: false, note: null },
    ]);
    expect(detail.dispatches.map(({ id }) => id)).toEqual(['D-2', 'D-1']);
    expect((await bench.ask('findings.get', { id: 'F-2' })).parent).toMatchObject({ id: 'F-1', children: 1 });
  });
});

describe('related findings', () => {
  const relatedOf = async (bench: ReadBench, id: string) =>
    (await bench.ask('findings.get', { id })).related.map(({ row, why }) => [row.id, why]);

  it('are those of the place, the subject and the person, the newest first, each with the closest reason', async () => {
    using bench = readBench(document());
    const at = now(bench);
    const of = (id: string, ago: number, patch: Parameters<typeof findingWith>[0] | object = {}) =>
      findingWith({ id, detected_at: at - ago, ...patch });
    bench.save([
      of('F-0', HOUR, { finding_type: 'GUARD_INACTIVE', subject: 'person:G-1' }),
      of('NEAR', 2 * HOUR),
      of('LONG-AGO-OPEN', 60 * DAY),
      of('LONG-AGO-OVER', 25 * HOUR + MINUTE, { status: 'RESOLVED' }),
      of('AGAIN', 29 * DAY, { finding_type: 'GUARD_INACTIVE', subject: 'person:G-1', status: 'RESOLVED' }),
      of('TOO-LONG-AGO', 31 * DAY, {
        finding_type: 'GUARD_INACTIVE',
        subject: 'person:G-1',
        status: 'RESOLVED',
      }),
      of('SAME-PERSON-ELSEWHERE', 3 * HOUR, { site: 'S-3', subject: 'person:G-1@2026-01-04' }),
      of('OTHER-TENANT', 3 * HOUR, { site: 'S-2', tenant: 'T-2', subject: 'person:G-1' }),
      of('NAMESAKE', 3 * HOUR, { site: 'S-3', subject: 'person:G-11' }),
      of('CHILD', 30 * MINUTE, { parent_id: 'F-0' }),
    ]);
    expect(await relatedOf(bench, 'F-0')).toEqual([
      ['NEAR', 'same site'],
      ['SAME-PERSON-ELSEWHERE', 'same person'],
      ['AGAIN', 'same subject'],
      ['LONG-AGO-OPEN', 'same site'],
    ]);
  });

  it('are twenty at most, and a busy site does not crowd out what is closer', async () => {
    using bench = readBench(document());
    const at = now(bench);
    const key = { finding_type: 'TOUR_OVERDUE', subject: 'tour:T-1' };
    bench.save([
      findingWith({ id: 'F-0', detected_at: at, ...key }),
      findingWith({ id: 'AGAIN', detected_at: at - 20 * DAY, ...key, status: 'RESOLVED' }),
      ...Array.from({ length: 30 }, (_, index) =>
        findingWith({ id: `N-${index}`, detected_at: at - index * MINUTE }),
      ),
    ]);
    const related = await relatedOf(bench, 'F-0');
    expect(related).toHaveLength(20);
    expect(related.at(-1)).toEqual(['AGAIN', 'same subject']);
  });

  it('are only what the caller may see', async () => {
    using bench = readBench(document());
    const at = now(bench);
    bench.save([
      findingWith({ id: 'F-0', detected_at: at }),
      findingWith({ id: 'THEIRS', detected_at: at, tenant: 'T-2' }),
    ]);
    const { related } = await bench.ask('findings.get', { id: 'F-0' }, { tenants: ['T-1'] });
    expect(related).toEqual([]);
  });
});

describe('colleagues', () => {
  const act = (bench: ReadBench, name: string, ago: number, id = 'F-1') =>
    bench.store.transaction(() =>
      bench.store.trail.append([
        {
          at: now(bench) - ago,
          actor: { name, verified: false },
          action: 'finding.noted',
          entity: 'finding',
          entity_id: id,
          reason: 'x',
          before: null,
          after: null,
        },
      ]),
    );

  it('are who has acted in 30 days, by the name that people say, whoever was seen last first', async () => {
    using bench = readBench(document());
    act(bench, 'local:old', 30 * DAY + MINUTE);
    act(bench, 'local:ben', 2 * DAY);
    act(bench, 'local:ada', DAY);
    act(bench, 'system', HOUR);
    act(bench, 'carol', HOUR);
    act(bench, 'local:ben', MINUTE);
    const colleagues = await bench.ask('desk.colleagues', {});
    expect(colleagues.map(({ name }) => name)).toEqual(['ben', 'carol', 'ada']);
    expect(colleagues[0]?.last_at).toBe(now(bench) - MINUTE);
  });

  it('are, for whoever is limited to tenants, those who acted on their findings', async () => {
    using bench = readBench(document());
    bench.save([findingWith({ id: 'F-1' }), findingWith({ id: 'F-2', tenant: 'T-2' })]);
    act(bench, 'local:ada', HOUR, 'F-1');
    act(bench, 'local:eve', HOUR, 'F-2');
    expect(await bench.ask('desk.colleagues', {}, { tenants: ['T-1'] })).toMatchObject([{ name: 'ada' }]);
  });
});
