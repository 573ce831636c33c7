import { type MethodName, methods } from '#contract/index.ts';
import { DAY, HOUR, toIso } from '#core/model/time.ts';
import type { Seat } from '#main/services/people/seats.ts';
import { fleetDocument } from './fleet.ts';
import { SECRET } from './signed-in.ts';

/** The instant at which the clock of a bench for these stands. */
export const START = Date.parse('2026-01-05T02:00:00Z');

/** Three tenants whose people, tours, devices and clients have the same codes. */
export const FLEET = fleetDocument({
  sites: 3,
  tenants: 3,
  site: (index) => ({
    name: `Site of T-${index + 1}`,
    people: [
      {
        code: 'G-1',
        name: `Guard of T-${index + 1}`,
        role: 'guard',
        lone_worker: { check_in_minutes: 30, grace_minutes: 3 },
      },
    ],
    devices: [{ code: 'D-1', kind: 'phone', person: 'G-1' }],
    shifts: [],
  }),
});

/** The answer to what must not be refused. */
export const ok = async (seat: Seat, method: MethodName, input: unknown): Promise<unknown> => {
  const reply = await seat.call(method, input);
  if (!reply.ok) throw new Error(`${method}: ${JSON.stringify(reply.fault)}`);
  return reply.value;
};
const VIEW = {
  version: 1,
  state: 'open',
  severity: [],
  tenant: null,
  client: null,
  site: null,
  type: null,
  category: null,
  owner: null,
  text: '',
  sort: 'urgency',
  group: 'none',
};

/** An import of theirs, were it known. */
const IMPORT = '6f1c1f3e-0c7b-4b51-9c41-5b3d0f5f7a10';
const ACTION = {
  ...{ name: 'tell', title: 'Tell', on: true, hourly_cap: 1 },
  means: {
    kind: 'WEBHOOK',
    method: 'POST',
    url: 'https://tell.example/of-T-2',
    headers: [],
    template: '{"about":"{{finding.title}} {{site.name}}"}',
    resolve_template: null,
  },
} as const;
const THEIR_DESK = {
  code: 'their',
  name: 'Desk of T-2',
  places: { tenants: ['T-2'], clients: [], groups: [], sites: [] },
  holders: [],
};

/** What somebody of another tenant could ask of each method; it names what is theirs wherever it can. */
const asking = (
  finding: string,
  delivery: string,
  folder: string,
  checkup: string,
): Readonly<Record<MethodName, unknown>> => {
  const site = { site: 'S-2' };
  const ids = { ids: [finding] };
  const why = { reason: 'because' };
  const target = { scope: 'SITE', tenant: 'T-2', code: 'S-2' };
  const name = { name: 'their' };
  const account = { ...name, secret: SECRET };
  return {
    'actions.list': {},
    'actions.preview': { finding, action: 'tell' },
    'actions.remove': { name: 'tell' },
    'actions.resume': {},
    'actions.save': ACTION,
    'actions.set_rails': { automatic: true },
    'actions.test': { name: 'their' },
    'actions.stop': why,
    'deliveries.approve': { id: delivery, hash: 'a'.repeat(64) },
    'deliveries.decline': { id: delivery, note: 'mine' },
    'deliveries.attachment': { id: delivery, sha256: 'a'.repeat(64) },
    'deliveries.preview_report': { report: 'their', action: 'tell' },
    'deliveries.request_report': { report: 'their', action: 'tell', ...why },
    'deliveries.edit': { id: delivery, text: '{}' },
    'deliveries.list': { finding },
    'deliveries.request': { finding, action: 'tell', ...why },
    'deliveries.retry': { id: delivery },
    'deliveries.withdraw': { id: delivery, note: 'mine' },
    'escalation.list': {},
    'escalation.remove': { role: 'theirs' },
    'escalation.save': { role: 'theirs', chain: [], again_minutes: 5, quiet_hours: [] },
    'alerts.list': { site: 'S-2' },
    'audit.run': { sites: ['S-2'] },
    'bundles.make': { finding, redacted: false },
    'bundles.sealed': { file: IMPORT, piece: 0 },
    'cases.change': { id: folder, revision: 1, change: { kind: 'rename', name: 'mine' } },
    'cases.create': { name: 'mine' },
    'cases.get': { id: folder },
    'cases.list': {},
    'cases.begin': { id: folder },
    'cases.bring': { file: IMPORT, opened: IMPORT },
    'cases.seal': { file: IMPORT, id: folder, redacted: false },
    'cases.note': { id: folder, redacted: false },
    'cases.remove': { id: folder },
    'bundles.open': { file: IMPORT, piece: 0, last: true, base64: '' },
    'bundles.read': { file: IMPORT, piece: 0 },
    'bundles.close': { file: IMPORT },
    'bundles.signers': {},
    'bundles.trust': { fingerprint: 'a'.repeat(64), name: 'mine' },
    'bundles.note': { finding, redacted: false },
    'baselines.build': { site: 'S-2' },
    'baselines.leave_out': { ...site, date: '2026-01-04', ...why },
    'baselines.outliers': site,
    'baselines.series': { ...site, metric: 'phone_events', from: START - DAY, to: START },
    'baselines.show': { ...site, metric: 'phone_events' },
    'baselines.site': site,
    'configuration.edit': {
      base_version: 1,
      changes: [{ targets: [target], set: { 'audit.sensitivity': 'LOW' } }],
      dry_run: false,
    },
    'configuration.export': { tenant: 'T-2' },
    'configuration.import': { files: [{ name: 'a.json', text: JSON.stringify(FLEET) }], dry_run: false },
    'configuration.roll_back': { version: 1, dry_run: false },
    'configuration.version': { version: 1 },
    'configuration.versions': {},
    'connectors.list': {},
    'connectors.test': { id: 'http' },
    'desk.colleagues': {},
    'desks.state': {},
    'desks.save': THEIR_DESK,
    'desks.remove': { code: 'their' },
    'desks.take': { desk: 'their' },
    'desks.put_down': { desk: 'their' },
    'desks.offer': { desks: ['their'], to: 'Root', note: 'x' },
    'desks.answer': { id: 'their', accept: true },
    'desks.hand_over': { desks: ['their'], to: 'Root', secret: SECRET, note: 'x' },
    'dispatch.arrived': { id: 'their' },
    'dispatch.call_off': { id: 'their', ...why },
    'dispatch.send': { finding, who: 'Bob' },
    'diagnostics.make': {},
    'doctor.run': { sites: ['S-2'] },
    'duty.site': site,
    'engine.page': {},
    'engine.status': {},
    'engine.verify': {},
    'findings.acknowledge': ids,
    'findings.assign': { ...ids, to: 'Bob' },
    'findings.call': { id: finding, who: 'Bob', outcome: 'REACHED' },
    'findings.count': { by: 'site' },
    'findings.counts': {},
    'findings.escalate': { ...ids, ...why },
    'findings.export': { evidence: true },
    'findings.get': { id: finding },
    'findings.groups': {},
    'findings.hand_over': { ...ids, to: { person: 'Root' }, note: 'mine' },
    'findings.waiting': {},
    'findings.normal': ids,
    'findings.note': { ...ids, text: 'mine' },
    'findings.page': { filter: { tenant: 'T-2' } },
    'findings.report': { ...site, severity: 'LOW', category: 'SECURITY', title: 'mine', note: 'mine' },
    'findings.amend': { ...ids, disposition: 'BENIGN', reason: 'mine' },
    'findings.resolve': { ...ids, disposition: 'BENIGN', note: 'mine' },
    'findings.shelve': { ...ids, minutes: 5, ...why },
    'findings.step': { id: finding, step: 0, done: true },
    'findings.unshelve': ids,
    'holds.list': {},
    'holds.place': { kind: 'SITE', code: 'S-2', ...why },
    'holds.release': { kind: 'SITE', code: 'S-2', ...why },
    'identity.get': {},
    'identity.set': { name: 'Bob' },
    'imports.configuration': {
      import: IMPORT,
      files: [{ file: 0, pieces: 1, name: 'a.json' }],
      dry_run: false,
    },
    'imports.end': { import: IMPORT },
    'imports.feed': {
      ...{ import: IMPORT, file: { name: 'a', kind: 'ndjson' }, piece: 0, text: '{}' },
      ...{ last: true, dry_run: false },
    },
    'imports.put': { import: IMPORT, file: 0, piece: 0, text: JSON.stringify(FLEET) },
    'imports.sample': { file: { name: 'a', kind: 'ndjson' }, text: '{}' },
    'imports.recognise': { files: [{ name: 'a.json', head: 'e30=' }] },
    'indicators.get': { scope: { of: 'SITE', ...site }, from: START - DAY, to: START + DAY },
    'indicators.offenders': { scope: { of: 'SITE', ...site }, from: START - DAY, to: START + DAY },
    'indicators.findings': {
      scope: { of: 'SITE', ...site },
      from: START - DAY,
      to: START + DAY,
      name: 'console_chattering',
    },
    'indicators.sites': { scope: { of: 'SITE', ...site }, from: START - DAY, to: START + DAY },
    'intake.configure': {},
    'intake.state': {},
    'keys.add': { ...name, tenant: 'T-2' },
    'keys.list': {},
    'keys.revoke': { name: 'their-key' },
    'maintenance.calendar': { from: START - DAY, to: START },
    'map.info': {},
    'map.read': { offset: 0, length: 1 },
    'mappings.list': {},
    'mappings.remove': name,
    'mappings.save': { mapping: { name: 'their' } },
    'mqtt.remove': name,
    'mqtt.save': { ...name, tenant: 'T-2' },
    'notices.confirm_test': { test: 'x', notice: null, sound: null },
    'notices.desktop': { state: 'shows' },
    'notices.mute': { minutes: 1 },
    'notices.state': {},
    'notices.test': {},
    'people.absence': { ...site, person: 'G-1', start: START, end: START + HOUR, relief: null, ...why },
    'people.absence_withdraw': { id: 'their', ...why },
    'people.absences': { active: false },
    'people.extend_check_in': { ...site, person: 'G-1', minutes: 5, ...why },
    'quarantine.discard': { because: 'mine' },
    'quarantine.groups': {},
    'quarantine.list': {},
    'quarantine.retry': {},
    'reports.csv': { filter: { tenant: 'T-2' } },
    'reports.get': { id: 'their' },
    'reports.keep': { order: { kind: 'handover', since: 0, desk: 'their' } },
    'reports.kept': {},
    'reports.schedule': {},
    'reports.set_schedule': { schedule: { scorecards: true, handovers: [], folder: null } },
    'reports.release': { id: 'their', release: true },
    'reports.sign': { id: 'their', role: 'INCOMING' },
    'reports.make': { order: { kind: 'handover', since: 0, desk: 'their' } },
    'reports.print': {
      report: {
        ...{ kind: 'handover', title: 'x', subject: 'x', span: 'x', made_at: 0, made: 'x', mark: null },
        sections: [],
      },
    },
    'retention.get': {},
    'retention.due': {},
    'retention.set': { days: 90 },
    'reviews.give': { finding, amend: { disposition: 'BENIGN', ...why } },
    'reviews.week': {},
    'checkups.begin': { site: 'S-2' },
    'checkups.begin_installation': {},
    'checkups.get': { id: checkup },
    'checkups.list': {},
    'checkups.sign': { id: checkup },
    'checkups.tick': { id: checkup, item: 'windows', outcome: 'FINE' },
    'rollout.apply': {
      ...{ phase: 'PILOT', sites: ['S-2'], base_version: 1, ...why },
      values: {
        ...{ enabled: true, alert_severity_threshold: 'HIGH', heartbeat_priority: null },
        ...{ anomaly_detection: null, sensitivity: null, actions: false },
      },
    },
    'rollout.get': {},
    'rollout.undo': { id: 'their', ...why },
    'runbooks.bring_back': { finding_type: 'SILENT_SITE', ...why },
    'runbooks.compare': { finding_type: 'SILENT_SITE', first: 1, second: 2, ...why },
    'runbooks.comparisons': { finding_type: 'SILENT_SITE' },
    'runbooks.end_comparison': { finding_type: 'SILENT_SITE', ...why },
    'runbooks.gaps': {},
    'runbooks.retire': { finding_type: 'SILENT_SITE', ...why, dry_run: false },
    'runbooks.effect': { finding_type: 'SILENT_SITE', from: START - DAY, to: START + DAY },
    'runbooks.history': { finding_type: 'SILENT_SITE' },
    'runbooks.list': {},
    'runbooks.save': { runbook: {}, base_version: 0 },
    'secrets.hand_over': { words: 'words that nobody will ever guess' },
    'session.active': {},
    'session.lock': {},
    'session.set_secret': { current: 'x', secret: 'a wholly new secret' },
    'session.sign_in': { name: 'Limited', secret: SECRET },
    'session.sign_out': {},
    'session.state': {},
    'settings.fields': {},
    'settings.scope': { target },
    'shell.beat': {},
    'shell.facts': {},
    'presence.list': {},
    'presence.look': { window: '0a0a0a0a', finding },
    'shell.open_wall': {},
    'brought.take': {},
    'brought.read': { file: IMPORT, at: 0, length: 1 },
    'sites.list': {},
    'sites.look': site,
    'sites.map': site,
    'sites.page': site,
    'sites.positions': site,
    'sites.remove_plan': site,
    'sites.set_plan': {
      ...site,
      name: 'plan',
      media_type: 'image/png',
      base64: 'AAAA',
      nw: { lat: 1, lon: 1 },
      se: { lat: 0, lon: 2 },
    },
    'sites.settings': site,
    'suppressed.list': { active: false },
    'telemetry.ingest': { file: 'a', first_line: 1, text: '{}' },
    'tours.complete_by_hand': {
      ...site,
      tour: 'T-1',
      start: START,
      person: null,
      completed_at: START,
      ...why,
    },
    'traccar.remove': name,
    'traccar.save': { ...name, tenant: 'T-2' },
    'lan.configure': { on: true },
    'lan.get': {},
    'lan.state': {},
    'login.note': { station: 'their', on: true },
    'login.set': { on: true },
    'login.state': {},
    'link.state': {},
    'link.look': { address: 'their' },
    'link.attach': { address: 'their', fingerprint: 'a'.repeat(64) },
    'link.detach': {},
    'link.retry': {},
    'trail.note_export': { format: 'csv' },
    'trail.set_anchor': { file: '' },
    'trail.verify': {},
    'updates.back_up': { version: '9.9.9' },
    'updates.get': {},
    'updates.install': { version: '9.9.9' },
    'updates.look': {},
    'updates.note': { version: '9.9.9', from: '0.1.0' },
    'updates.set': { address: null },
    'updates.state': {},
    'trail.page': { filter: { site: 'S-2' } },
    'views.list': {},
    'views.remove': { name: 'their view' },
    'views.save': { name: 'their view', view: VIEW, replace: true },
    'watchdog.get': {},
    'watchdog.set': { url: null },
    'what_if.cancel': { id: 'their' },
    'what_if.get': {},
    'what_if.prepare': { target: { scope: 'SITE', sites: ['S-2'] }, days: 1 },
    'what_if.start': {
      target: { scope: 'SITE', sites: ['S-2'] },
      changes: [{ field: 'anomaly_detection', value: false }],
      days: 1,
    },
    'accounts.state': {},
    'accounts.list': {},
    'accounts.turn_on': account,
    'accounts.turn_off': {},
    'accounts.add': { ...account, role: 'operator' },
    'accounts.change': { ...name, role: 'operator' },
    'accounts.set_secret': account,
    'accounts.disable': name,
    'accounts.enable': name,
    'accounts.set_idle': { minutes: 5 },
  };
};

/**
 * Puts something of each kind under the second of these tenants, and tells the input of each method that names it.
 * `root` may do everything.
 */
export async function everyMethod(root: Seat): Promise<Readonly<Record<MethodName, unknown>>> {
  const reported = await Promise.all(
    ['S-1', 'S-2', 'S-3'].map((site) =>
      ok(root, 'findings.report', {
        site,
        severity: 'CRITICAL',
        category: 'SECURITY',
        title: site === 'S-1' ? 'ours' : 'Their title',
        note: 'Their note',
      }),
    ),
  );
  const lines = ['S-1', 'S-2', 'S-3'].map((site) =>
    JSON.stringify({
      type: 'location',
      site,
      person: 'G-1',
      ts: toIso(START - HOUR),
      lat: 52.5,
      lon: 13.4,
    }),
  );
  await ok(root, 'telemetry.ingest', { file: 'a', first_line: 1, text: `${lines.join('\n')}\n` });
  await ok(root, 'views.save', { name: 'their view', view: { ...VIEW, tenant: 'T-2' } });
  await ok(root, 'keys.add', { name: 'their-key', tenant: 'T-2' });
  await ok(root, 'desks.save', THEIR_DESK);
  await ok(root, 'desks.take', { desk: 'their' });
  const { id } = methods['findings.report'].output.parse(reported[1]);
  await ok(root, 'actions.save', ACTION);
  const asked = { finding: id, action: 'tell', reason: 'Their note' };
  const delivery = methods['deliveries.request'].output.parse(await ok(root, 'deliveries.request', asked));
  const folder = methods['cases.create'].output.parse(await ok(root, 'cases.create', { name: 'their case' }));
  const begun = await ok(root, 'checkups.begin', { site: 'S-2' });
  const checkup = methods['checkups.begin'].output.parse(begun);
  return asking(id, delivery.id, folder.id, checkup.id);
}
