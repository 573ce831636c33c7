import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FindingFilter, type FindingRow } from '#contract/findings.ts';
import type { Finding } from '#core/model/finding.ts';
import { CATEGORIES, CONDITIONS, SEVERITIES, STATUSES, severityRank } from '#core/model/finding.ts';
import { HOUR, MINUTE } from '#core/model/time.ts';
import { findingWith } from '#test/kit/finding.ts';
import { fleetDocument } from '#test/kit/fleet.ts';
import { type ReadBench, readBench } from '#test/kit/read-bench.ts';

const START = Date.parse('2026-01-05T00:00:00Z');
type Sort = 'urgency' | 'newest' | 'oldest';

const pick = <T>(list: readonly T[], number: number): T => list[number % list.length] as T; // safe: lists here are not empty

/** Findings of every standing and severity, many of them at the same instant; every seventh adopted by one before it. */
function variedFindings(count: number): readonly Finding[] {
  return Array.from({ length: count }, (_, number): Finding => {
    const site = `S-${(number % 3) + 1}`;
    return findingWith({
      id: `F-${String((number * 7919) % count).padStart(5, '0')}`,
      tenant: `T-${(number % 3) + 1}`,
      site,
      scope_key: site,
      finding_type: pick(
        ['TOUR_OVERDUE', 'SILENT_SITE', 'CRITICAL_SIGNAL_PHONE_EVENTS_LOW'],
        number * 3 + (number >> 2),
      ),
      category: pick(CATEGORIES, number),
      severity: pick(SEVERITIES, number + (number >> 3)),
      status: pick(STATUSES, number >> 1),
      condition: pick(CONDITIONS, number >> 4),
      detected_at: START - (number >> 2) * MINUTE,
      shelved_until: number % 11 === 0 ? START + HOUR : null,
      parent_id: number % 7 === 6 ? `F-${String(((number - 6) * 7919) % count).padStart(5, '0')}` : null,
      subject: `tour:T-${number}`,
      title: `Tour T-${number} overdue`,
      message: number % 5 === 0 ? `${number} % of 100_000` : `started late at ${site}`,
    });
  });
}

/** Unresolved before resolved, loud before quiet, new before acknowledged, worst first, newest first. */
function byUrgency(a: Finding, b: Finding): number {
  const isQuiet = (one: Finding) =>
    one.condition === 'CLEARED' || one.shelved_until !== null || one.parent_id !== null;
  const standing = (one: Finding) =>
    one.status === 'RESOLVED' ? 4 : (isQuiet(one) ? 2 : 0) + (one.status === 'NEW' ? 0 : 1);
  return (
    standing(a) - standing(b) ||
    severityRank(b.severity) - severityRank(a.severity) ||
    b.detected_at - a.detected_at ||
    (a.id < b.id ? 1 : -1)
  );
}
const byAge = (a: Finding, b: Finding): number => a.detected_at - b.detected_at || (a.id < b.id ? -1 : 1);
const ORDER = { urgency: byUrgency, oldest: byAge, newest: (a: Finding, b: Finding) => -byAge(a, b) };

/** Every page of a sort, calling `between` after each. */
async function allPages(
  bench: ReadBench,
  sort: Sort,
  filter: FindingFilter,
  limit: number,
  between: (page: number) => void = () => {},
): Promise<readonly FindingRow[]> {
  const rows: FindingRow[] = [];
  let cursor: string | null = null;
  for (let page = 0; page === 0 || cursor !== null; page += 1) {
    const answer: { readonly rows: readonly FindingRow[]; readonly next: string | null } = await bench.ask(
      'findings.page',
      { filter, sort, cursor, limit },
    );
    rows.push(...answer.rows);
    cursor = answer.next;
    between(page);
  }
  return rows;
}

const idsOf = (rows: readonly { readonly id: string }[]): readonly string[] => rows.map(({ id }) => id);
const fleet = () => fleetDocument({ sites: 3, tenants: 3 });

describe('pages of the feed', () => {
  it.each(['urgency', 'newest', 'oldest'] as const)(
    'give every finding once, in the order %s',
    async (sort) => {
      using bench = readBench(fleet());
      const findings = variedFindings(500);
      bench.save(findings);
      const rows = await allPages(bench, sort, {}, 37);
      expect(idsOf(rows)).toEqual(idsOf([...findings].sort(ORDER[sort])));
    },
  );

  it.each(['urgency', 'newest', 'oldest'] as const)(
    'keep the order %s when a filter narrows them',
    async (sort) => {
      using bench = readBench(fleet());
      const findings = variedFindings(300);
      bench.save(findings);
      const rows = await allPages(bench, sort, { status: ['NEW', 'ACKNOWLEDGED'], site: 'S-2' }, 10);
      const wanted = findings.filter(({ status, site }) => status !== 'RESOLVED' && site === 'S-2');
      expect(idsOf(rows)).toEqual(idsOf([...wanted].sort(ORDER[sort])));
    },
  );

  it('visit what does not change exactly once while other findings come and change', async () => {
    using bench = readBench(fleet());
    const findings = variedFindings(400);
    bench.save(findings);
    const changing = new Set(idsOf(findings.filter((_, number) => number % 9 === 0)));
    const rows = await allPages(bench, 'urgency', {}, 25, (page) => {
      const some = findings.filter(({ id }, number) => changing.has(id) && number % 16 === page % 16);
      bench.save(some.map((one): Finding => ({ ...one, status: 'RESOLVED', revision: 2 })));
      bench.save([
        findingWith({ id: `N-${page}`, severity: pick(SEVERITIES, page), detected_at: START + page }),
      ]);
    });
    const steady = rows.filter(({ id }) => !changing.has(id) && !id.startsWith('N-'));
    const expected = findings.filter(({ id }) => !changing.has(id)).sort(byUrgency);
    expect(idsOf(steady)).toEqual(idsOf(expected));
  });

  it('say exactly how many there are, on every page', async () => {
    using bench = readBench(fleet());
    bench.save(variedFindings(90));
    const first = await bench.ask('findings.page', { filter: { severity: ['HIGH'] }, limit: 5 });
    const totals = [first.total];
    for (let cursor = first.next; cursor !== null; ) {
      const page = await bench.ask('findings.page', { filter: { severity: ['HIGH'] }, limit: 5, cursor });
      totals.push(page.total);
      cursor = page.next;
    }
    const whole = await bench.ask('findings.page', { filter: { severity: ['HIGH'] } });
    expect(whole.next).toBeNull();
    expect(totals).toEqual(Array(Math.ceil(whole.total / 5)).fill(whole.rows.length));
  });

  it('end without a next page when the last one is exactly full', async () => {
    using bench = readBench(fleet());
    bench.save(variedFindings(20));
    expect(await bench.ask('findings.page', { limit: 20 })).toMatchObject({ next: null, total: 20 });
  });

  it('refuse a cursor that was made for another order, or by somebody else', async () => {
    using bench = readBench(fleet());
    bench.save(variedFindings(20));
    const { next } = await bench.ask('findings.page', { sort: 'newest', limit: 5 });
    await expect(bench.ask('findings.page', { sort: 'oldest', cursor: next })).rejects.toThrow(
      'does not belong',
    );
    await expect(bench.ask('findings.page', { cursor: "urgency.1.2.x' OR 1" })).resolves.toBeDefined();
    await expect(bench.ask('findings.page', { cursor: 'drop table' })).rejects.toThrow('does not belong');
  });
});

describe('filters', () => {
  const NAMES = ['Riverbank North', 'Ångström Depot', 'Mill 100% south'];
  const named = () =>
    fleetDocument({ sites: 3, tenants: 3, site: (index) => ({ name: pick(NAMES, index) }) });
  const siteName = (site: string | null) => pick(NAMES, Number(site?.slice(2)) - 1);

  /** What the contract says a filter means, over findings in memory. */
  function matches(one: Finding, filter: FindingFilter, at: number): boolean {
    const texts = [
      one.site,
      siteName(one.site),
      one.client,
      one.finding_type,
      one.subject,
      one.title,
      one.message,
    ];
    const text = texts.join(' ').toLowerCase();
    const { type } = filter;
    const isShelved = one.shelved_until !== null && one.shelved_until > at;
    return (
      (['tenant', 'client', 'site', 'category', 'condition'] as const).every(
        (field) => filter[field] === undefined || filter[field] === one[field],
      ) &&
      (type === undefined ||
        (type.endsWith('*') ? one.finding_type.startsWith(type.slice(0, -1)) : one.finding_type === type)) &&
      (!filter.severity?.length || filter.severity.includes(one.severity)) &&
      (!filter.status?.length || filter.status.includes(one.status)) &&
      (filter.shelved === undefined || filter.shelved === isShelved) &&
      (filter.since === undefined || one.detected_at >= filter.since) &&
      (filter.until === undefined || one.detected_at < filter.until) &&
      (!filter.roots || one.parent_id === null) &&
      (filter.text ?? '')
        .toLowerCase()
        .split(/\s+/)
        .every((word) => text.includes(word))
    );
  }

  const instant = fc.integer({ min: -60, max: 5 }).map((minutes) => START + minutes * MINUTE);
  const word = fc.constantFrom(
    'TOUR',
    'overdue',
    's-2',
    'c-1',
    'ångström',
    'MILL',
    '100%',
    '_',
    '%',
    'late',
    'T-1',
    'none',
    '\\',
  );
  const fields = fc.record<FindingFilter>({
    tenant: fc.constantFrom('T-1', 'T-2', 'nobody'),
    client: fc.constantFrom('C-1', 'nobody'),
    site: fc.constantFrom('S-1', 'S-2', 'S-9'),
    type: fc.constantFrom('TOUR_OVERDUE', 'TOUR_*', 'CRITICAL_SIGNAL_*', '*', 'TOUR%*', 'TOUR_'),
    category: fc.constantFrom(...CATEGORIES),
    severity: fc.subarray([...SEVERITIES]),
    status: fc.subarray([...STATUSES]),
    condition: fc.constantFrom(...CONDITIONS),
    shelved: fc.boolean(),
    text: fc.array(word, { maxLength: 3 }).map((words) => words.join('  ')),
    since: instant,
    until: instant,
    roots: fc.boolean(),
  });
  /** Up to three fields at once: more let nothing through. */
  const filters = fc
    .tuple(fields, fc.subarray(Object.keys(FindingFilter.shape), { minLength: 1, maxLength: 3 }))
    .map(
      ([all, names]): FindingFilter =>
        Object.fromEntries(Object.entries(all).filter(([name]) => names.includes(name))),
    );

  it('let through exactly what they say, on pages, in counts and in exports alike', async () => {
    using bench = readBench(named());
    const findings = variedFindings(180);
    bench.save(findings);
    const at = bench.clock.now();
    const check = async (filter: FindingFilter, sort: Sort) => {
      const wanted = findings.filter((one) => matches(one, filter, at));
      const page = await bench.ask('findings.page', { filter, sort });
      expect(idsOf(page.rows)).toEqual(idsOf([...wanted].sort(ORDER[sort])));
      expect(page.total).toBe(wanted.length);
      const exported = await bench.ask('findings.export', { filter });
      expect(idsOf(exported.findings)).toEqual(idsOf([...wanted].sort(byAge)));
      const counted = await bench.ask('findings.count', { filter, by: 'type' });
      expect(counted.reduce((sum, { count }) => sum + count, 0)).toBe(wanted.length);
    };
    await fc.assert(fc.asyncProperty(filters, fc.constantFrom('urgency', 'newest', 'oldest'), check), {
      numRuns: 300,
    });
  });

  it('let the shelf end by the clock', async () => {
    using bench = readBench(named());
    bench.save([findingWith({ id: 'F-1', shelved_until: START + HOUR })]);
    const shelved = async () => (await bench.ask('findings.page', { filter: { shelved: true } })).total;
    expect(await shelved()).toBe(1);
    bench.clock.advance(HOUR);
    expect(await shelved()).toBe(0);
  });

  it('know a site by its new name as soon as it was renamed', async () => {
    using bench = readBench(named());
    bench.save([findingWith({ id: 'F-1', site: 'S-1' })]);
    const named2 = async (text: string) => (await bench.ask('findings.page', { filter: { text } })).rows;
    expect(await named2('riverbank')).toMatchObject([{ site_name: 'Riverbank North' }]);
    bench.configure(fleetDocument({ sites: 3, tenants: 3, site: () => ({ name: 'Harbour' }) }));
    expect(await named2('riverbank')).toEqual([]);
    expect(await named2('harbour')).toMatchObject([{ site_name: 'Harbour' }]);
  });
});

describe('counts', () => {
  it('tell what is open, unacknowledged, cleared and shelved, and the open ones by severity', async () => {
    using bench = readBench(fleet());
    const findings = [...variedFindings(400), findingWith({ id: 'N-1' }), findingWith({ id: 'N-2' })];
    bench.save(findings);
    const open = findings.filter(({ status }) => status !== 'RESOLVED');
    const severity = (wanted: string) => open.filter((one) => one.severity === wanted).length;
    expect(await bench.ask('findings.counts', {})).toEqual({
      open: open.length,
      unacknowledged: open.filter(({ status }) => status === 'NEW').length,
      cleared: open.filter(({ condition }) => condition === 'CLEARED').length,
      shelved: open.filter(({ shelved_until }) => shelved_until !== null).length,
      by_severity: {
        CRITICAL: severity('CRITICAL'),
        HIGH: severity('HIGH'),
        MEDIUM: severity('MEDIUM'),
        LOW: severity('LOW'),
      },
    });
    const ofSite = await bench.ask('findings.counts', { filter: { site: 'S-1' } });
    expect(ofSite.open).toBe(open.filter(({ site }) => site === 'S-1').length);
  });

  it('come by type and by site, the most frequent first', async () => {
    using bench = readBench(fleet());
    bench.save([
      findingWith({ id: 'F-1', site: 'S-2', finding_type: 'DURESS' }),
      findingWith({ id: 'F-2', site: 'S-1' }),
      findingWith({ id: 'F-3', site: 'S-1' }),
      findingWith({
        id: 'F-4',
        site: null,
        client: null,
        tenant: null,
        scope: 'installation',
        finding_type: 'AUDIT_GAP',
      }),
    ]);
    expect(await bench.ask('findings.count', { by: 'site' })).toEqual([
      { key: 'S-1', count: 2 },
      { key: null, count: 1 },
      { key: 'S-2', count: 1 },
    ]);
    const byType = await bench.ask('findings.count', { by: 'type' });
    expect(byType[0]).toEqual({ key: 'CRITICAL_SIGNAL_PHONE_EVENTS_LOW', count: 2 });
  });
});

describe('a row', () => {
  it('names its site and zone, counts its children, and says when its runbook wants it done', async () => {
    using bench = readBench(fleet());
    const guide = {
      finding_type: 'SILENT_SITE',
      title: 'Silent',
      category: 'SECURITY',
      severity: 'CRITICAL',
    } as const;
    const rest = {
      description: '',
      evidence_required: [],
      steps: [],
      escalate_to_role: 'supervisor',
      auto_actions: [],
    };
    bench.store.transaction(() =>
      bench.store.runbooks.add(
        [{ ...guide, ...rest, escalation_sla_minutes: 12, auto_action_enabled: false, low_risk: false }],
        START,
        { name: 'system', verified: true },
      ),
    );
    bench.save([
      findingWith({
        id: 'F-1',
        detected_at: START,
        chattering: true,
        runbook: { finding_type: 'SILENT_SITE', version: 1 },
      }),
      findingWith({ id: 'F-2', parent_id: 'F-1' }),
      findingWith({ id: 'F-3', parent_id: 'F-1' }),
    ]);
    const { rows } = await bench.ask('findings.page', { filter: { roots: true } });
    expect(rows).toMatchObject([
      { id: 'F-1', site_name: 'Site S-1', timezone: 'Europe/Berlin', children: 2, chattering: true },
    ]);
    expect(rows[0]?.sla_due_at).toBe(START + 12 * MINUTE);
    const [child] = bench.readModel.findings.rows('all', ['F-2']);
    expect(child).toMatchObject({ parent_id: 'F-1', children: 0, sla_due_at: null, chattering: false });
  });

  it('comes by id in the order asked for, without those that do not exist', () => {
    using bench = readBench(fleet());
    bench.save([findingWith({ id: 'F-1' }), findingWith({ id: 'F-2' })]);
    expect(idsOf(bench.readModel.findings.rows('all', ['F-2', 'F-9', 'F-1']))).toEqual(['F-2', 'F-1']);
  });
});
