/*
 * The real engine with its timers and its outbox on a real file, made to be killed while findings are passed on. Its clock runs
 * twenty times as fast as the real one. The first life opens the findings; what is sent is written down outside of the database.
 */
import { appendFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { localActor } from '#core/model/actor.ts';
import { SECOND } from '#core/model/time.ts';
import { configurationFiles } from '#main/adapters/files/configuration-files.ts';
import { openEngine } from '#main/open-engine.ts';
import type { SendRequest } from '#main/ports/outgoing.ts';
import type { Timers } from '#main/ports/time.ts';
import { noVault } from '#main/services/actions/vault.ts';
import { createFakeClock } from '#test/kit/clock.ts';
import { fleetDocument } from '#test/kit/fleet.ts';

/** Bugs that the harness must find. None of them is in the product. */
export type EscalationBug = 'keeps in memory alone whom it told' | 'looks seldom';
export type EscalationChildSettings = {
  readonly folder: string;
  readonly resources: string;
  /** How many sites there are, each with a finding. */
  readonly sites: number;
  /** Where the clock stands, ms. */
  readonly at: number;
  readonly bug: EscalationBug | null;
};

// Safe: escalation.ts alone starts this program, with these settings.
const settings = JSON.parse(process.argv[2] ?? '') as EscalationChildSettings;
/** The clock goes on by so much, so often, ms. */
const [STEP, EVERY] = [100, 5];
const database = join(settings.folder, 'vigil.db');
const isFirst = !existsSync(database);
const clock = createFakeClock(settings.at);
const caller = { actor: localActor('ada'), scope: 'all' } as const;
const silent = { info: () => {}, warn: () => {}, error: (message: string) => console.error(message) };

/** Asks for what is due no sooner than after a while. */
const seldom: Timers = {
  every: (ms, run) => clock.every(Math.max(ms, 20 * SECOND), run),
  after: (ms, run) => clock.after(Math.max(ms, 20 * SECOND), run),
};

const sendRequest: SendRequest = ({ body, headers }) => {
  const sent = { ...JSON.parse(body), key: headers['Idempotency-Key'], at: clock.now() };
  appendFileSync(join(settings.folder, 'sent.ndjson'), `${JSON.stringify(sent)}\n`);
  return Promise.resolve({ kind: 'ANSWERED', status: 200, body: '', retry_after_ms: null });
};

const open = await openEngine({
  database,
  migrations: join(settings.resources, 'migrations'),
  runbooks: join(settings.resources, 'runbooks'),
  version: 'test',
  ...{ clock, log: silent, configurationFiles, emit: () => {} },
  timers: settings.bug === 'looks seldom' ? seldom : clock,
  outgoing: {
    sendRequest,
    sendMail: () => Promise.resolve({ kind: 'REFUSED', reason: 'no mail here' }),
    vault: noVault('no secrets here'),
    handOver: async () => null,
  },
});
const { engine, store } = open;

/** A chain of two roles with somebody of their own at each site, and findings that nobody will acknowledge. */
async function write(): Promise<void> {
  const { handlers } = engine;
  const site = (n: number) => ({
    ...{ people: [], devices: [], shifts: [], tours: [], audit: { enabled: false } },
    escalation_roles: {
      supervisor: [{ name: `Sue ${n}`, action: 'tell' }],
      area_manager: [{ name: `Amy ${n}`, action: 'tell' }],
    },
  });
  const files = [
    { name: 'fleet.json', text: JSON.stringify(fleetDocument({ sites: settings.sites, site })) },
  ];
  await handlers['configuration.import']({ files, dry_run: false, deactivate_missing: false }, caller);
  const means = {
    ...{ kind: 'WEBHOOK' as const, method: 'POST' as const, url: 'https://far.example/', headers: [] },
    ...{ template: '{"finding":"{{finding.id}}","role":"{{escalation.role}}"}', resolve_template: null },
  };
  await handlers['actions.save']({ name: 'tell', title: 'Tell', on: true, hourly_cap: 1_000, means }, caller);
  const allowed = [{ host: 'far.example', port: null, inside: false }];
  await handlers['actions.set_rails']({ allowed, automatic: true }, caller);
  const chain = [{ role: 'area_manager', after_minutes: 1 }];
  await handlers['escalation.save']({ role: 'supervisor', chain, again_minutes: 2, quiet_hours: [] }, caller);
  const runbook = {
    ...{
      finding_type: 'MANUAL',
      title: 'By a person',
      category: 'SECURITY',
      severity: 'HIGH',
      steps: ['Look.'],
    },
    ...{ escalation_sla_minutes: 4, escalate_to_role: 'supervisor' },
  };
  const before = store.runbooks.all().find(({ finding_type }) => finding_type === 'MANUAL');
  await handlers['runbooks.save']({ runbook, base_version: before?.version ?? 0, dry_run: false }, caller);
  const about = { severity: 'HIGH', category: 'SECURITY', title: 'Told', note: 'x' } as const;
  for (let n = 0; n < settings.sites; n += 1) {
    await handlers['findings.report']({ site: `S-${n + 1}`, ...about }, caller);
    clock.pass(SECOND); // so that they fall due one after the other
  }
}

if (isFirst) {
  await write();
  open.close(true);
  process.stdout.write(`AT ${clock.now()}\n`);
  process.exit(0);
}
if (settings.bug === 'keeps in memory alone whom it told')
  store.transaction(() => {
    store.session.prepare('UPDATE finding SET escalation = NULL').run();
    store.session.prepare('DELETE FROM telling').run();
  });
engine.start();
process.stdout.write('READY\n');
setInterval(() => {
  clock.advance(STEP);
  process.stdout.write(`AT ${clock.now()}\n`);
}, EVERY);
