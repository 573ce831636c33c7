import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { methods } from '#contract/index.ts';
import { readOrMakeIdentity } from '#main/adapters/lan/identity.ts';
import type { LoginItem } from '#main/ports/login-item.ts';
import type { Seat } from '#main/services/people/seats.ts';
import { type LanBench, lanBench, type Workstation } from '#test/kit/lan.ts';
import { SECRET } from '#test/kit/signed-in.ts';
import { tempFolder } from '#test/kit/temp-store.ts';

let bench: LanBench;
beforeEach(async () => {
  bench = await lanBench();
});
afterEach(() => bench[Symbol.asyncDispose]());

/** A handshake takes as long as the machine is busy. */
const soon = <T>(look: () => T) => expect.poll(look);
const connected = (workstation: Workstation) => soon(workstation.state).toBe('CONNECTED');
const account = (name: string, more: object = {}) =>
  bench.root.call('accounts.add', { name, role: 'operator', secret: SECRET, ...more });
const report = async (seat: Seat, site = 'S-1') => {
  const reply = await seat.call('findings.report', {
    ...{ site, severity: 'CRITICAL', category: 'SECURITY', title: 'Gate open', note: 'seen' },
  });
  if (!reply.ok) throw new Error(reply.fault.message);
  return methods['findings.report'].output.parse(reply.value).id;
};
const total = async () => {
  const reply = await bench.root.call('findings.page', {});
  return reply.ok ? methods['findings.page'].output.parse(reply.value).total : -1;
};
/** A workstation where this account has signed in. */
const seated = async (name: string, more: object = {}) => {
  await account(name, more);
  const workstation = bench.attach({ station: `${name}’s` });
  await connected(workstation);
  const window = workstation.window();
  expect(await window.call('session.sign_in', { name, secret: SECRET })).toMatchObject({ ok: true });
  return { workstation, window };
};

describe('an attached workstation', () => {
  it('sees nothing, learns no name and hears nothing before somebody signs in', async () => {
    const workstation = bench.attach();
    await connected(workstation);
    const window = workstation.window();
    const heard: string[] = [];
    window.subscribe((event) => void heard.push(event));
    expect(await window.call('session.state', {})).toMatchObject({
      value: { accounts: true, state: 'SIGNED_OUT', names: [] },
    });
    for (const method of ['findings.page', 'engine.status', 'notices.state', 'identity.get'])
      expect(await window.call(method, {})).toMatchObject({ fault: { code: 'sign-in' } });
    await report(bench.root);
    // Everything that was told is behind an answer that was asked for later.
    await window.call('session.state', {});
    expect(heard.filter((event) => !event.startsWith('link.'))).toEqual([]);
  });

  it('has an acknowledgement at one workstation seen at the others and at the engine’s own', async () => {
    const ada = await seated('Ada');
    const bob = await seated('Bob');
    const id = await report(bench.root);
    const seen: [string, string | null][] = [];
    const note = (who: string, seat: Seat) =>
      seat.subscribeTo('findings.changed', ({ rows }) => {
        for (const row of rows) if (row.acknowledged_by !== null) seen.push([who, row.acknowledged_by]);
      });
    note('Bob', bob.window);
    note('Root', bench.root);
    await bob.window.call('session.state', {});
    expect(await ada.window.call('findings.acknowledge', { ids: [id] })).toMatchObject({ ok: true });
    await soon(() => new Set(seen.map(String))).toEqual(new Set(['Bob,Ada', 'Root,Ada']));
  });

  it('refuses what the role does not allow, and what is another tenant’s', async () => {
    const scope = { tenants: ['T-1'], clients: [], sites: [] };
    const { window } = await seated('Ada', { scope });
    const theirs = await report(bench.root, 'S-2');
    const ours = await report(bench.root, 'S-1');
    expect(await window.call('accounts.list', {})).toMatchObject({ fault: { code: 'forbidden' } });
    expect(await window.call('lan.configure', { on: true })).toMatchObject({ fault: { code: 'forbidden' } });
    expect(await window.call('findings.get', { id: theirs })).toMatchObject({ fault: { code: 'not-found' } });
    expect(await window.call('findings.page', {})).toMatchObject({
      value: { total: 1, rows: [{ id: ours }] },
    });
  });

  it('answers what belongs to a workstation itself', async () => {
    const { window, workstation } = await seated('Ada');
    const heard: string[] = [];
    window.subscribe((event, payload) => void heard.push(`${event} ${JSON.stringify(payload)}`));
    await window.call('notices.desktop', { state: 'failed' });
    expect(await window.call('notices.state', {})).toMatchObject({
      value: { desktop: 'failed', test: null },
    });
    expect(await bench.root.call('notices.state', {})).toMatchObject({ value: { desktop: null } });
    expect(await window.call('notices.test', {})).toMatchObject({ ok: true });
    expect(heard.join('\n')).toMatch(/notice .*"kind":"test"/);
    expect(await window.call('shell.open_wall', {})).toMatchObject({ value: { opened: false } });
    await workstation.bring(['/gone/night.vigil']);
    expect(heard.join('\n')).toContain('screen.take_brought');
    expect(await window.call('brought.take', {})).toMatchObject({
      value: { files: [{ name: 'night.vigil' }] },
    });
    expect(await window.call('link.look', { address: 'elsewhere' })).toMatchObject({
      fault: { code: 'conflict' },
    });
    expect(await window.call('link.state', {})).toMatchObject({
      value: { link: { state: 'CONNECTED', name: 'engine', kept: 0 } },
    });
    expect(workstation.detached()).toBe(false);
  });

  it('is started at login when an administrator of the engine says so, who is written down there', async () => {
    let isOn = false;
    const loginItem: LoginItem = {
      state: () => ({ state: isOn ? 'ON' : 'OFF', reason: null }),
      set: (on) => {
        isOn = on;
      },
    };
    await account('Ada');
    const workstation = bench.attach({ station: 'north', loginItem });
    await connected(workstation);
    const window = workstation.window();
    expect(await window.call('login.set', { on: true })).toMatchObject({ fault: { code: 'sign-in' } });
    await window.call('session.sign_in', { name: 'Ada', secret: SECRET });
    expect(await window.call('login.set', { on: true })).toMatchObject({ fault: { code: 'forbidden' } });
    expect(isOn).toBe(false);
    const boss = workstation.window('second');
    await account('Boss', { role: 'administrator' });
    await boss.call('session.sign_in', { name: 'Boss', secret: SECRET });
    expect(await boss.call('login.set', { on: true })).toEqual({
      ok: true,
      value: { state: 'ON', reason: null },
    });
    expect(isOn).toBe(true);
    const page = await bench.root.call('trail.page', { filter: { action: 'login.set' } });
    expect(page).toMatchObject({
      value: { rows: [{ actor: 'Boss', entity_id: 'north', payload: { after: { starts_at_login: true } } }] },
    });
    bench.cable.cut();
    await soon(workstation.state).toBe('LOST');
    expect(await window.call('login.state', {})).toMatchObject({ value: { state: 'ON' } });
  });

  it('is detached by an administrator, or by anybody while the engine does not answer', async () => {
    const { window, workstation } = await seated('Ada');
    expect(await window.call('link.detach', {})).toMatchObject({ fault: { code: 'forbidden' } });
    bench.cable.cut();
    await soon(workstation.state).toBe('LOST');
    expect(await window.call('link.detach', {})).toMatchObject({ ok: true });
    expect(workstation.detached()).toBe(true);
  });

  it('is nobody’s any more when accounts are turned off', async () => {
    const { window } = await seated('Ada');
    expect(await bench.root.call('accounts.turn_off', {})).toMatchObject({ ok: true });
    expect(await window.call('findings.page', {})).toMatchObject({ fault: { code: 'sign-in' } });
    expect(await window.call('accounts.turn_on', { name: 'Eve', secret: SECRET })).toMatchObject({
      fault: { code: 'sign-in' },
    });
  });

  it('signs out where its program is closed, and stays signed in where it only dies', async () => {
    const secret = 'ab'.repeat(32);
    await account('Ada');
    const first = bench.attach({ secret });
    await connected(first);
    await first.window().call('session.sign_in', { name: 'Ada', secret: SECRET });
    await first.close(false);
    const second = bench.attach({ secret });
    await connected(second);
    expect(await second.window().call('session.state', {})).toMatchObject({ value: { account: 'Ada' } });
    second.window().subscribe(() => {});
    await second.close(true);
    const third = bench.attach({ secret });
    await connected(third);
    expect(await third.window().call('session.state', {})).toMatchObject({ value: { state: 'SIGNED_OUT' } });
  });
});

describe('a connection that is lost', () => {
  it('is told with its time, fails questions and actions at once, and comes back with everything told since then', async () => {
    const { window, workstation } = await seated('Ada');
    const told: (string | undefined)[] = [];
    window.subscribeTo('link.changed', ({ link }) => told.push(link?.state));
    bench.cable.cut();
    await soon(workstation.state).toBe('LOST');
    expect(workstation.link()).toMatchObject({ kept: 0, reason: expect.any(String) });
    const id = await report(bench.root);
    expect(await window.call('findings.acknowledge', { ids: [id] })).toMatchObject({
      fault: { code: 'unavailable', message: expect.stringContaining('was not done') },
    });
    const rows: string[] = [];
    window.subscribeTo('findings.changed', (changed) => rows.push(...changed.rows.map((row) => row.id)));
    bench.cable.mend();
    await connected(workstation);
    expect(told).toContain('LOST');
    expect(told.at(-1)).toBe('CONNECTED');
    expect(await window.call('findings.get', { id })).toMatchObject({
      value: { finding: { acknowledged_at: null } },
    });
    await bench.root.call('findings.acknowledge', { ids: [id] });
    await soon(() => rows).toContain(id);
  });

  it('has an action that was on its way done once, and answered when it is back', async () => {
    const { window, workstation } = await seated('Ada');
    bench.cable.holdAnswers();
    const sent = report(window);
    await soon(total).toBe(1);
    bench.cable.cut();
    await soon(() => workstation.link().kept).toBe(1);
    bench.cable.mend();
    const id = await sent;
    expect(workstation.link()).toMatchObject({ state: 'CONNECTED', kept: 0 });
    expect(await total()).toBe(1);
    expect(await window.call('findings.get', { id })).toMatchObject({ ok: true });
  });

  it('says that it is not known what became of an action when the engine was started anew meanwhile, and does not send it again', async () => {
    const { window, workstation } = await seated('Ada');
    bench.cable.holdAnswers();
    const sent = window.call('findings.report', {
      ...{ site: 'S-1', severity: 'LOW', category: 'SECURITY', title: 'x', note: 'x' },
    });
    await soon(total).toBe(1);
    bench.cable.cut();
    await bench.program.restart();
    const { port } = await bench.listen();
    bench.cable.leadTo(port);
    bench.cable.mend();
    expect(await sent).toMatchObject({
      fault: { message: expect.stringContaining('may have been done or not') },
    });
    await connected(workstation);
    expect(await window.call('findings.page', {})).toMatchObject({ value: { total: 1 } });
  });

  it('stays signed in over a crash of the engine’s program', async () => {
    const { window, workstation } = await seated('Ada');
    bench.cable.cut();
    await soon(workstation.state).toBe('LOST');
    await bench.program.restart();
    const { port } = await bench.listen();
    bench.cable.leadTo(port);
    bench.cable.mend();
    await connected(workstation);
    expect(await window.call('session.state', {})).toMatchObject({
      value: { account: 'Ada', state: 'OPEN' },
    });
  });
});

describe('another certificate', () => {
  it('is not spoken to: the connection stops, shows both codes, and goes on with the right one when a person says so', async () => {
    const { window, workstation } = await seated('Ada');
    using folder = tempFolder();
    const before = workstation.link().code;
    await bench.listen({ identity: readOrMakeIdentity(folder.path) });
    bench.cable.leadTo(bench.listener().port);
    await soon(workstation.state).toBe('CHANGED');
    const { code, shown_code, retry_at } = workstation.link();
    expect([code, retry_at]).toEqual([before, null]);
    expect(shown_code).not.toBe(code);
    expect(bench.listener().stations()).toEqual([]);
    expect(await window.call('findings.page', {})).toMatchObject({ fault: { code: 'unavailable' } });
    bench.cable.leadTo((await bench.listen()).port);
    workstation.retry();
    await connected(workstation);
  });

  it('is the reason to stop at the first attempt too', async () => {
    const workstation = bench.attach({ fingerprint: 'ab'.repeat(32) });
    await soon(workstation.state).toBe('CHANGED');
    expect(bench.listener().stations()).toEqual([]);
  });
});

it('refuses a workstation of another version, and says which both are', async () => {
  const workstation = bench.attach({ version: '9.9.9' });
  await soon(workstation.state).toBe('REFUSED');
  expect(workstation.link().reason).toContain('9.9.9');
  expect(workstation.link().reason).toContain('1.2.3');
});
