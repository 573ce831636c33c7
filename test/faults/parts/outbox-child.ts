/*
 * The real engine with its outbox on a real file, and a real receiver at the other end, made to be killed. Its clock runs a
 * hundred times as fast as the real one, so that what must wait does not wait long. The first life writes the messages.
 */
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { contentHash, contentOf } from '#core/actions/content.ts';
import { approve, isRefusal, request } from '#core/actions/delivery.ts';
import { type Facts, FIELDS } from '#core/model/action.ts';
import { localActor } from '#core/model/actor.ts';
import { configurationFiles } from '#main/adapters/files/configuration-files.ts';
import { createOutgoing } from '#main/create-outgoing.ts';
import { openEngine } from '#main/open-engine.ts';
import type { SendRequest } from '#main/ports/outgoing.ts';
import { createFakeClock } from '#test/kit/clock.ts';
import { fleetDocument } from '#test/kit/fleet.ts';

/** Bugs that the harness must find. None of them is in the product. */
export type OutboxBug = 'says it arrived before it goes' | 'makes a new key for every try';
export type OutboxChildSettings = {
  readonly folder: string;
  readonly resources: string;
  readonly port: number;
  readonly messages: number;
  /** Where the clock stands, ms. */
  readonly at: number;
  readonly bug: OutboxBug | null;
};

// Safe: outbox.ts alone starts this program, with these settings.
const settings = JSON.parse(process.argv[2] ?? '') as OutboxChildSettings;
/** The clock goes on by so much, so often, ms. */
const [STEP, EVERY] = [1_000, 10];
const database = join(settings.folder, 'vigil.db');
const isFirst = !existsSync(database);
const clock = createFakeClock(settings.at);
const caller = { actor: localActor('ada'), scope: 'all' } as const;
const silent = { info: () => {}, warn: () => {}, error: (message: string) => console.error(message) };

const outgoing = createOutgoing({ key: null, hindrance: 'no secrets here' });
const sendRequest: SendRequest = (sent, allowed) => {
  if (settings.bug === 'makes a new key for every try')
    return outgoing.sendRequest(
      { ...sent, headers: { ...sent.headers, 'Idempotency-Key': randomUUID() } },
      allowed,
    );
  if (settings.bug === null) return outgoing.sendRequest(sent, allowed);
  setTimeout(() => void outgoing.sendRequest(sent, allowed), 20);
  return Promise.resolve({ kind: 'ANSWERED', status: 200, body: '', retry_after_ms: null });
};

const open = await openEngine({
  database,
  migrations: join(settings.resources, 'migrations'),
  runbooks: join(settings.resources, 'runbooks'),
  version: 'test',
  ...{ clock, timers: clock, log: silent, configurationFiles, emit: () => {} },
  outgoing: { ...outgoing, sendRequest },
});
const { engine, store } = open;

/** One action, one finding, and the messages about it, each approved and with a number of its own. */
async function write(): Promise<void> {
  const site = () => ({ people: [], devices: [], shifts: [], tours: [], audit: { enabled: false } });
  const files = [{ name: 'fleet.json', text: JSON.stringify(fleetDocument({ sites: 1, site })) }];
  await engine.handlers['configuration.import']({ files, dry_run: false, deactivate_missing: false }, caller);
  const url = `http://127.0.0.1:${settings.port}/`;
  const means = {
    kind: 'WEBHOOK',
    method: 'POST',
    url,
    headers: [],
    template: '{"n":"{{finding.subject}}"}',
    resolve_template: null,
  } as const;
  await engine.handlers['actions.save'](
    { name: 'tell', title: 'Tell', on: true, hourly_cap: 1, means: { ...means, headers: [] } },
    caller,
  );
  await engine.handlers['actions.set_rails'](
    { allowed: [{ host: '127.0.0.1', port: settings.port, inside: true }] },
    caller,
  );
  const report = { site: 'S-1', severity: 'LOW', category: 'OPERATIONAL', title: 'Told', note: 'x' } as const;
  const { id: finding_id } = await engine.handlers['findings.report'](report, caller);
  const action = store.actions.get('tell');
  if (action === null) throw new Error('the action was not stored');
  const at = clock.now();
  store.transaction(() => {
    for (let n = 0; n < settings.messages; n += 1) {
      const id = randomUUID();
      const blank = Object.fromEntries(FIELDS.map((field) => [field, ''])) as Facts;
      const content = contentOf(action, 'TRIGGER', {
        ...blank,
        'finding.subject': String(n),
        'message.key': id,
      });
      if (content === null) throw new Error('the action says nothing');
      const hash = contentHash(action, content);
      const about = { id, action: 'tell', finding_id, site: 'S-1', kind: 'TRIGGER' } as const;
      const asked = request({ ...about, content, hash, reason: 'x' }, { by: 'Ada', at });
      const around = { isOver: false, isOutdated: false, mayBeAutomatic: false, isDryRun: false };
      const moved = approve(asked, { by: 'Bob', at, hash, although_over: false }, around);
      if (isRefusal(moved)) throw new Error(moved.refused);
      store.deliveries.save(moved);
    }
  });
}

if (isFirst) {
  await write();
  open.close(true);
  process.stdout.write('WRITTEN\n');
  process.exit(0);
}
engine.start();
process.stdout.write('READY\n');
const count = store.session.prepare<[], { readonly n: number }>(
  "SELECT count(*) AS n FROM delivery WHERE state IN ('QUEUED', 'SENDING')",
);
setInterval(() => {
  clock.advance(STEP);
  if ((count.get()?.n ?? 0) > 0) return;
  const states = store.session
    .prepare<[], { readonly state: string; readonly n: number }>(
      'SELECT state, count(*) AS n FROM delivery GROUP BY state',
    )
    .all();
  process.stdout.write(
    `DONE ${JSON.stringify(Object.fromEntries(states.map(({ state, n }) => [state, n])))}\n`,
  );
  open.close(true);
  process.exit(0);
}, EVERY);
