import { createHash, randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Answer, Input, MethodName } from '#contract/index.ts';
import { SECOND } from '#core/model/time.ts';
import { saveIn } from '#main/adapters/files/save-in.ts';
import { createSendMail } from '#main/adapters/outgoing/smtp-sender.ts';
import { createPrint } from '#main/adapters/reports/print.ts';
import type { PrintReport } from '#main/ports/print-report.ts';
import type { Outgoing } from '#main/services/actions/outgoing.ts';
import { createVault } from '#main/services/actions/vault.ts';
import type { Seat } from '#main/services/people/seats.ts';
import { fleetDocument } from '#test/kit/fleet.ts';
import { type MailServerOptions, type TestMailServer, testMailServer } from '#test/kit/mail-server.ts';
import { nameServer } from '#test/kit/outgoing.ts';
import { AUTHORITY } from '#test/kit/receiver.ts';
import { type SeatsBench, seatsBench } from '#test/kit/seats-bench.ts';
import { SECRET, signedIn, turnAccountsOn } from '#test/kit/signed-in.ts';
import { RESOURCES } from '#test/kit/temp-store.ts';

const SCORECARD = { kind: 'scorecard', tenant: 'T-1', client: 'C-1', month: '2025-12' } as const;
const TO = ['owner@client.example', 'chief@client.example'];
const PATIENTLY = { timeout: 30_000 };

let server: TestMailServer;
let program: SeatsBench;
let root: Seat;
let sue: Seat;
let sven: Seat;
let trouble: { recipients: Record<string, number> };
/** What the printer makes from now on; null: what it makes. */
let printed: Uint8Array | null;

const ask = async <M extends MethodName>(seat: Seat, method: M, input: Input<M>): Promise<Answer<M>> => {
  const reply = await seat.call(method, input);
  if (!reply.ok) throw new Error(reply.fault.message);
  return reply.value as Answer<M>; // safe: the method's own schema has parsed it
};
const mailAction = (): Input<'actions.save'> => ({
  ...{ name: 'mail_client', title: 'Mail to clients', on: true, hourly_cap: 5 },
  means: {
    kind: 'MAIL',
    server: { host: 'mail.example', port: server.port, security: 'STARTTLS', username: null },
    from: 'vigil@desk.example',
    to: ['desk@client.example'],
    subject: '{{finding.title}}',
    text: '{{finding.message}}',
    resolve_text: null,
  },
});
/** A scorecard of December that Sven has made and Sue released. */
const released = async (order: Input<'reports.keep'>['order'] = SCORECARD) => {
  const { id } = await ask(sven, 'reports.keep', { order });
  await ask(sue, 'reports.release', { id, release: true });
  return id;
};
const requested = async (report: string, more: Partial<Input<'deliveries.request_report'>> = {}) =>
  (
    await ask(sue, 'deliveries.request_report', {
      ...{ report, action: 'mail_client', to: TO, reason: 'it is the first of the month' },
      ...more,
    })
  ).id;
const message = async (id: string) => {
  const { deliveries } = await ask(root, 'deliveries.list', {});
  const found = deliveries.find((delivery) => delivery.id === id);
  if (found === undefined) throw new Error(`no message ${id}`);
  return found;
};
const approve = async (id: string) => ask(sven, 'deliveries.approve', { id, hash: (await message(id)).hash });
const files = async (id: string) => {
  const { content } = await message(id);
  return content.kind === 'MAIL' ? (content.attachments ?? []) : [];
};
/** Attachments of a mail as it went over the wire. */
const carried = (source: string): readonly Buffer[] =>
  source
    .split(/^--.*$/m)
    .filter((part) => /^Content-Disposition: attachment/im.test(part))
    .map((part) => Buffer.from(part.slice(part.indexOf('\r\n\r\n')).replaceAll(/\s/g, ''), 'base64'));
const sha256 = (bytes: Uint8Array | string) => createHash('sha256').update(bytes).digest('hex');
const becomes = (id: string, state: string) =>
  expect.poll(async () => (await message(id)).state, PATIENTLY).toBe(state);

async function opened(options: MailServerOptions = {}) {
  trouble = { recipients: {} };
  printed = null;
  server = await testMailServer({
    atRecipient: (address) => {
      const code = trouble.recipients[address];
      return code === undefined ? null : { code, words: 'not now' };
    },
    ...options,
  });
  const print = createPrint(RESOURCES);
  const printing: PrintReport = async (...asked) => printed ?? print(...asked);
  let clock: SeatsBench['bench']['clock'] | undefined;
  const outgoing: Outgoing = {
    vault: createVault(randomBytes(32)),
    handOver: async () => null,
    sendRequest: () => Promise.resolve({ kind: 'REFUSED', reason: 'no web here' }),
    sendMail: (...mail) => {
      if (clock === undefined) throw new Error('the bench is not there yet');
      const parts = { clock, timers: clock, ca: [AUTHORITY] };
      return createSendMail({ ...parts, resolve: nameServer(['127.0.0.1']).resolve })(...mail);
    },
  };
  program = await seatsBench('2026-01-05T02:00:00Z', {
    outgoing,
    reportFiles: { print: printing, save: saveIn },
  });
  clock = program.bench.clock;
  await program.bench.configure(
    fleetDocument({
      sites: 2,
      tenants: 2,
      site: () => ({ people: [], devices: [], shifts: [], tours: [], audit: { enabled: false } }),
    }),
  );
  root = await turnAccountsOn(program.seats);
  sue = await signedIn(program.seats, root, { name: 'Sue', role: 'supervisor' });
  sven = await signedIn(program.seats, root, { name: 'Sven', role: 'supervisor' });
  program.bench.engine.start();
  await ask(root, 'accounts.set_idle', { minutes: 120 });
  await ask(root, 'actions.save', mailAction());
  const allowed = [{ host: 'mail.example', port: server.port, inside: true }];
  await ask(root, 'actions.set_rails', { allowed });
}
beforeEach(() => opened());
afterEach(async () => {
  await program[Symbol.asyncDispose]();
  await server[Symbol.asyncDispose]();
});

describe('a released scorecard by mail', () => {
  it('is sent once another has approved it, with exactly the bytes that were shown, as PDF and as a page', async () => {
    const report = await released();
    const asked = { report, action: 'mail_client', to: TO, formats: ['pdf' as const, 'html' as const] };
    const preview = await ask(sue, 'deliveries.preview_report', asked);
    const id = await requested(report, asked);
    const shown = await message(id);
    expect(shown).toMatchObject({ state: 'REQUESTED', report_id: report, finding_id: null, kind: 'REPORT' });
    expect(shown.content).toEqual(preview.content);
    expect(server.taken).toEqual([]);
    await approve(id);
    await becomes(id, 'SENT');
    const [mail] = server.taken;
    expect(server.taken).toHaveLength(1);
    expect(mail).toMatchObject({ from: 'vigil@desk.example', to: TO });
    expect(mail?.source).toContain(`Message-ID: <${id}@desk.example>`);
    expect(mail?.source).toContain('Subject: Monthly scorecard: Client 1 (C-1), December 2025');
    const hashes = carried(mail?.source ?? '').map(sha256);
    expect(hashes).toEqual((await files(id)).map((file) => file.sha256));
    expect(hashes).toHaveLength(2);
    for (const file of await files(id)) {
      const { bytes } = await ask(root, 'deliveries.attachment', { id, sha256: file.sha256 });
      expect(sha256(Buffer.from(bytes, 'base64'))).toBe(file.sha256);
    }
    const { report: whole } = await ask(root, 'reports.get', { id: report });
    const again = await createPrint(RESOURCES)(whole, 'pdf');
    expect(sha256(again)).toBe(hashes[0]);
  });

  it('carries what was approved, also when the printer makes something else by then', async () => {
    const id = await requested(await released());
    const [file] = await files(id);
    printed = Buffer.from('another layout');
    await approve(id);
    await becomes(id, 'SENT');
    expect(carried(server.taken[0]?.source ?? '').map(sha256)).toEqual([file?.sha256]);
  });

  it('is asked for by supervisors, approved by another, and not sent before it was released', async () => {
    const ada = await signedIn(program.seats, root, { name: 'Ada', role: 'operator' });
    const { id: draft } = await ask(sven, 'reports.keep', { order: SCORECARD });
    await expect(requested(draft)).rejects.toThrow('not released');
    await ask(sue, 'reports.release', { id: draft, release: false, note: 'wrong' });
    await expect(requested(draft)).rejects.toThrow('not released');
    const report = await released();
    const asked = { report, action: 'mail_client', to: TO, reason: 'x' };
    await expect(ask(ada, 'deliveries.request_report', asked)).rejects.toThrow('supervisor');
    const id = await requested(report);
    const { hash } = await message(id);
    await expect(ask(sue, 'deliveries.approve', { id, hash })).rejects.toThrow('may not approve');
    await expect(ask(sven, 'deliveries.approve', { id, hash: 'a'.repeat(64) })).rejects.toThrow(
      'not what you',
    );
    const { id: handover } = await ask(sven, 'reports.keep', { order: { kind: 'handover', since: 0 } });
    await expect(requested(handover)).rejects.toThrow('Only a scorecard');
  });

  it('goes by no action that sends no mail, and to no address that is none', async () => {
    const report = await released();
    const means = { kind: 'WEBHOOK', method: 'POST', url: 'https://t.example/', headers: [] } as const;
    const webhook = {
      ...{ name: 'ticket', title: 'Ticket', on: true, hourly_cap: 5 },
      means: { ...means, headers: [], template: '{}', resolve_template: null },
    };
    await ask(root, 'actions.save', webhook);
    await expect(requested(report, { action: 'ticket' })).rejects.toThrow('expected one that sends mail');
    await expect(requested(report, { to: ['nobody'] })).rejects.toThrow('expected an address');
    await ask(root, 'actions.save', { ...mailAction(), on: false });
    await expect(requested(report)).rejects.toThrow('is off');
  });

  it('goes to whom the one before went, and first to whom the action always tells', async () => {
    const report = await released();
    const first = await ask(sue, 'deliveries.preview_report', { report, action: 'mail_client' });
    expect(first.content).toMatchObject({ to: ['desk@client.example'] });
    await requested(report);
    const next = await released({ ...SCORECARD, month: '2025-11' });
    const second = await ask(sue, 'deliveries.preview_report', { report: next, action: 'mail_client' });
    expect(second.content).toMatchObject({ to: TO });
    const other = await released({ ...SCORECARD, tenant: 'T-2' });
    const third = await ask(sue, 'deliveries.preview_report', { report: other, action: 'mail_client' });
    expect(third.content).toMatchObject({ to: ['desk@client.example'] });
  });

  it('is not approved, and not sent, once somebody changed the report past the program', async () => {
    const [report, other] = [await released(), await released({ ...SCORECARD, month: '2025-11' })];
    const [id, approved] = [await requested(report), await requested(other)];
    await ask(root, 'actions.stop', { reason: 'wait' });
    await approve(approved);
    const { store } = program.bench;
    store.transaction(() => {
      store.session.prepare('DROP TRIGGER report_no_update').run();
      store.session.prepare("UPDATE report SET sha256 = 'x'").run();
    });
    await expect(approve(id)).rejects.toThrow('not as it was kept');
    await ask(root, 'actions.resume', {});
    await becomes(approved, 'DEAD');
    expect((await message(approved)).last?.outcome).toContain('not as it was kept');
    expect(server.reached()).toBe(0);
  });

  it('is not sent when the bytes are not those that were approved', async () => {
    const id = await requested(await released());
    await ask(root, 'actions.stop', { reason: 'wait' });
    await approve(id);
    const { store } = program.bench;
    const forge = () =>
      store.transaction(() => store.session.prepare("UPDATE attachment SET bytes = x'00'").run());
    expect(forge).toThrow('never changed');
    store.transaction(() => store.session.prepare('DROP TRIGGER attachment_no_update').run());
    forge();
    await ask(root, 'actions.resume', {});
    await becomes(id, 'DEAD');
    expect((await message(id)).last?.outcome).toContain('not what was approved');
    expect(server.reached()).toBe(0);
  });

  it('waits for the kill switch, is written down alone in a dry run, and goes nowhere that is not listed', async () => {
    const report = await released();
    const stopped = await requested(report);
    await ask(root, 'actions.stop', { reason: 'wait' });
    await approve(stopped);
    expect(await message(stopped)).toMatchObject({ state: 'QUEUED' });
    await ask(root, 'actions.set_rails', { dry_run: true });
    await ask(root, 'actions.resume', {});
    await becomes(stopped, 'DRY_RUN');
    await ask(root, 'actions.set_rails', { dry_run: false, allowed: [] });
    const unlisted = await requested(report);
    await approve(unlisted);
    await becomes(unlisted, 'DEAD');
    expect(server.reached()).toBe(0);
  });

  it('is tried again under its key while the server is away, and goes on after a crash', async () => {
    for (const address of TO) trouble.recipients[address] = 451;
    const id = await requested(await released());
    await approve(id);
    await expect.poll(async () => (await message(id)).last, PATIENTLY).not.toBeNull();
    trouble.recipients = {};
    await program.restart();
    root = program.seats.seat('page', 'root again', 'administrator');
    await ask(root, 'session.sign_in', { name: 'Root', secret: SECRET });
    program.bench.engine.start();
    const { next_at } = await message(id);
    program.bench.clock.advance((next_at ?? 0) - program.bench.clock.now() + SECOND);
    await becomes(id, 'SENT');
    expect(server.taken.map(({ source }) => source.includes(`<${id}@desk.example>`))).toEqual([true]);
    expect(carried(server.taken[0]?.source ?? '').map(sha256)).toEqual(
      (await files(id)).map((file) => file.sha256),
    );
  });

  it('goes once to each recipient: who has it already is not sent it again, and who was refused is', async () => {
    trouble.recipients['chief@client.example'] = 451;
    const id = await requested(await released());
    await approve(id);
    await expect.poll(async () => (await message(id)).last, PATIENTLY).not.toBeNull();
    expect(await message(id)).toMatchObject({ state: 'QUEUED', settled: ['owner@client.example'] });
    trouble.recipients = {};
    await program.restart();
    root = program.seats.seat('page', 'root again', 'administrator');
    await ask(root, 'session.sign_in', { name: 'Root', secret: SECRET });
    program.bench.engine.start();
    const { next_at } = await message(id);
    program.bench.clock.advance((next_at ?? 0) - program.bench.clock.now() + SECOND);
    await becomes(id, 'SENT');
    expect(server.taken.map(({ to }) => to)).toEqual([['owner@client.example'], ['chief@client.example']]);
    for (const { source } of server.taken) expect(source).toContain(`Message-ID: <${id}@desk.example>`);
  });

  it('is written anew and approved anew when its action changes, with the same files and words', async () => {
    const id = await requested(await released());
    const before = await message(id);
    const { means, ...rest } = mailAction();
    await ask(root, 'actions.save', {
      ...rest,
      means: { ...means, from: 'other@desk.example' } as typeof means,
    });
    const after = await message(id);
    expect(after).toMatchObject({
      state: 'REQUESTED',
      content: { ...before.content, from: 'other@desk.example' },
    });
    expect(after.hash).not.toBe(before.hash);
  });

  it('leaves rows of the trail with the hashes of the files, and is listed with its report', async () => {
    const report = await released();
    const id = await requested(report);
    await approve(id);
    await becomes(id, 'SENT');
    const hashes = (await files(id)).map((file) => file.sha256);
    expect(program.bench.store.trail.of('delivery', id)).toMatchObject([
      {
        action: 'delivery.requested',
        actor: { name: 'Sue' },
        after: { report_id: report, files: hashes, to: TO },
      },
      { action: 'delivery.approved', actor: { name: 'Sven' } },
      { action: 'delivery.sent', actor: { name: 'system' } },
    ]);
    const listed = await ask(root, 'deliveries.list', { report });
    expect(listed).toMatchObject({
      deliveries: [{ id, about: 'Monthly scorecard · Client 1 (C-1)', over_since: null }],
      counts: { ENDED: 1, WAITING: 0 },
    });
    expect((await ask(root, 'deliveries.list', { report: 'other' })).deliveries).toEqual([]);
  });

  it('is seen, approved and opened by nobody who does not see its client', async () => {
    const id = await requested(await released());
    const scope = { tenants: ['T-2'], clients: [], sites: [] };
    const eve = await signedIn(program.seats, root, { name: 'Eve', role: 'supervisor', scope });
    const { hash } = await message(id);
    const [file] = await files(id);
    expect(await ask(eve, 'deliveries.list', {})).toMatchObject({ deliveries: [], counts: { WAITING: 0 } });
    await expect(ask(eve, 'deliveries.approve', { id, hash })).rejects.toThrow('no such message');
    const opening = { id, sha256: file?.sha256 ?? '' };
    await expect(ask(eve, 'deliveries.attachment', opening)).rejects.toThrow('no such file');
    const own = await signedIn(program.seats, root, {
      ...{ name: 'Own', role: 'supervisor' },
      scope: { tenants: [], clients: [{ tenant: 'T-1', client: 'C-1' }], sites: [] },
    });
    expect(await ask(own, 'deliveries.list', {})).toMatchObject({
      deliveries: [{ id }],
      counts: { WAITING: 1 },
    });
    expect(await ask(own, 'deliveries.attachment', opening)).toMatchObject({ bytes: expect.any(String) });
  });
});
