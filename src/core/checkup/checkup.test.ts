import { describe, expect, it } from 'vitest';
import { DEFAULT_AUDIT } from '../config/defaults.ts';
import type { Checkup, CheckupItem } from '../model/checkup.ts';
import { INSTALLATION_ITEMS, SITE_ITEMS } from '../model/checkup.ts';
import type { Runbook } from '../model/runbook.ts';
import { DAY, MINUTE } from '../model/time.ts';
import { checkupReport } from '../report/checkup.ts';
import { isOverdue, spanOf, whyUnfinished } from './due.ts';
import { installationItems } from './installation-items.ts';
import { siteItems } from './site-items.ts';

const AT = Date.parse('2026-01-12T06:00:00Z');
const item = (name: CheckupItem['name'], title: string): CheckupItem => ({
  ...{ name, title, question: `Is ${title} right?`, blocks: [] },
});
const checkup = (over: Partial<Checkup> = {}): Checkup => ({
  ...{ id: 'x', kind: 'SITE', site: 'S-1', due_at: AT, begun: { at: AT, by: 'sue' }, signed: null },
  items: [item('recurring', 'What came back'), item('windows', 'Maintenance')],
  ticks: [],
  ...over,
});
const rowsOf = (items: readonly CheckupItem[], name: CheckupItem['name']) =>
  items
    .find((each) => each.name === name)
    ?.blocks.flatMap((block) => (block.kind === 'table' ? [block.rows] : []));

describe('a checkup', () => {
  it('is overdue when the next would be due, or half a month late, and never once it is signed', () => {
    const late = (over: Partial<Checkup>, ms: number) => isOverdue(checkup(over), AT + ms);
    expect([late({}, 7 * DAY - 1), late({}, 7 * DAY)]).toEqual([false, true]);
    const whole = { kind: 'INSTALLATION', site: null } as const;
    expect([late(whole, 14 * DAY - 1), late(whole, 14 * DAY)]).toEqual([false, true]);
    expect(late({ signed: { at: AT, by: 'x', report: 'r' } }, 30 * DAY)).toBe(false);
  });

  it('tells of the week, or of the month, before it was begun', () => {
    expect(spanOf('SITE', AT)).toEqual({ from: AT - 7 * DAY, to: AT });
    expect(spanOf('INSTALLATION', AT)).toEqual({ from: AT - 30 * DAY, to: AT });
  });

  it('says what is missing before it can be signed', () => {
    const tick = { item: 'recurring', outcome: 'FINE', note: null, by: 'sue', at: AT } as const;
    expect(whyUnfinished(checkup({ begun: null, items: [] }))).toBe('Nobody has begun it.');
    expect(whyUnfinished(checkup())).toBe('Not looked at yet: What came back, Maintenance.');
    expect(whyUnfinished(checkup({ ticks: [tick] }))).toBe('Not looked at yet: Maintenance.');
    expect(whyUnfinished(checkup({ ticks: [tick, { ...tick, item: 'windows' }] }))).toBeNull();
    expect(whyUnfinished(checkup({ signed: { at: AT, by: 'x', report: 'r' } }))).toBe(
      'It is signed already.',
    );
  });

  it('becomes a report that says of each item what came of it, by whom and when', () => {
    const tick = { item: 'windows', outcome: 'TO_DO', note: 'Move it', by: 'local:sue', at: AT } as const;
    const report = checkupReport({
      ...{ checkup: checkup({ ticks: [tick] }), span: spanOf('SITE', AT), timezone: 'UTC' },
      ...{ made_at: AT + MINUTE, made_by: 'local:sue', subject: 'S-1 Gate', mark: null },
    });
    expect(report).toMatchObject({
      ...{ kind: 'checkup', title: 'Weekly checkup', subject: 'S-1 Gate' },
      made: 'Signed by sue, 12 Jan 06:01 UTC',
    });
    expect(report.sections.map(({ heading, blocks }) => [heading, blocks[1]])).toMatchObject([
      ['What came back', { text: 'Nobody has looked at it.' }],
      ['Maintenance', { text: 'To do: Move it (sue, 12 Jan 06:00 UTC)' }],
      ['Signature', undefined],
    ]);
  });
});

describe('the items of a site', () => {
  const runbook: Runbook = {
    ...{ finding_type: 'ANOMALY_*', title: 'Unusual', category: 'OPERATIONAL', severity: 'LOW' },
    ...{ description: '', evidence_required: [], steps: [], escalation_sla_minutes: 30, version: 3 },
    ...{ escalate_to_role: 'x', auto_actions: [], auto_action_enabled: false, low_risk: false },
  };
  const items = siteItems({
    timezone: 'UTC',
    types: [
      { type: 'ANOMALY_PHONE_EVENTS_BELOW', now: 2, before: 5 },
      { type: 'SILENT_SITE', now: 1, before: 0 },
    ],
    ...{ indicators: [], outliers: 3, runbooks: [runbook], held_back: 4 },
    metrics: [{ metric: 'phone_events', stable_cells: 168, total_cells: 168, days: 30.2, not_judged: 'off' }],
    audit: {
      ...DEFAULT_AUDIT,
      alert_severity_threshold: 'HIGH',
      scopes: { alert_severity_threshold: 'SITE' },
    },
    windows: [{ place: 'site S-1', reason: 'Lift', start: AT, end: AT + 60 * MINUTE }],
  });

  it('are six, each with a question', () => {
    expect(items.map(({ name }) => name)).toEqual(SITE_ITEMS);
    expect(items.every(({ question }) => question.endsWith('?'))).toBe(true);
  });

  it('tell what came more than once, and what each type is answered with', () => {
    expect(rowsOf(items, 'recurring')).toEqual([[['Anomaly phone events below', '2', '5']]]);
    expect(rowsOf(items, 'runbooks')).toEqual([
      [
        ['Anomaly phone events below', 'Unusual, version 3', '30 min'],
        ['Silent site', 'none', '–'],
      ],
    ]);
  });

  it('tell how far baselines go, what holds and who set it, and which windows come', () => {
    expect(rowsOf(items, 'stability')).toEqual([[['Phone events', '168 of 168', '30', 'off']]]);
    const settings = rowsOf(items, 'thresholds')?.[0];
    expect(settings).toContainEqual(['Alerts from', 'HIGH', 'site']);
    expect(settings).toContainEqual(['Phone events at least', '1 in 60 min', 'default']);
    expect(rowsOf(items, 'windows')).toEqual([
      [['12 Jan 06:00 UTC', '12 Jan 07:00 UTC', 'site S-1', 'Lift']],
    ]);
  });
});

describe('the items of the installation', () => {
  const items = installationItems({
    timezone: 'UTC',
    jobs: [
      { job: 'restore-drill', last_at: AT, problems: 'It was damaged.' },
      { job: 'archive', last_at: null, problems: null },
    ],
    ...{ backup: { taken_at: AT }, backups: 7, days_until_full: 99.5, indicators: [] },
    cells: [{ site: 'S-1', metric: 'phone_events', hour_of_week: 27, mean: 9.04, p50: 2, std_dev: 12 }],
    rounds: [{ cadence: 'HEARTBEAT', rounds: 288, p95_ms: 12.4, max_late_ms: 61_000, failures: 1 }],
    failing_rules: [{ rule: 'SILENT_SITE', failures: 2 }],
    silent_sources: ['gps'],
  });

  it('are four, and tell what did not go well', () => {
    expect(items.map(({ name }) => name)).toEqual(INSTALLATION_ITEMS);
    expect(rowsOf(items, 'archive')).toEqual([
      [
        ['Restore drill', '12 Jan 06:00 UTC', 'It was damaged.'],
        ['Archive', 'never', '–'],
      ],
    ]);
    expect(rowsOf(items, 'outliers')).toEqual([[['S-1', 'Phone events', 'Tue 03:00', '9', '2', '12']]]);
    expect(rowsOf(items, 'engine')).toEqual([
      [['Heartbeat', '288', '12 ms', '1 min', '1']],
      [['Silent site', '2']],
      [['gps']],
    ]);
  });
});
