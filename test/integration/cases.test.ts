import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Answer, Input, MethodName } from '#contract/index.ts';
import type { Seat } from '#main/services/people/seats.ts';
import { windowOf } from '#test/kit/desk.ts';
import { fleetDocument } from '#test/kit/fleet.ts';
import { type SeatsBench, seatsBench } from '#test/kit/seats-bench.ts';
import { SECRET, turnAccountsOn } from '#test/kit/signed-in.ts';

let program: SeatsBench;
let root: Seat;

const FLEET = fleetDocument({
  sites: 2,
  tenants: 2,
  site: () => ({ people: [], devices: [], shifts: [], tours: [], audit: { enabled: false } }),
});
const ask = async <M extends MethodName>(seat: Seat, method: M, input: Input<M>): Promise<Answer<M>> => {
  const reply = await seat.call(method, input);
  if (!reply.ok) throw new Error(reply.fault.message);
  return reply.value as Answer<M>; // safe: the method's own schema has parsed it
};
const person = async (name: string, role: 'operator' | 'supervisor', tenant?: string): Promise<Seat> => {
  const scope = tenant === undefined ? {} : { scope: { tenants: [tenant], clients: [], sites: [] } };
  await ask(root, 'accounts.add', { name, role, secret: SECRET, ...scope });
  const seat = windowOf(program.seats, name);
  await ask(seat, 'session.sign_in', { name, secret: SECRET });
  return seat;
};
const report = async (site: string): Promise<string> => {
  const about = {
    site,
    severity: 'HIGH',
    category: 'SECURITY',
    title: `Gate of ${site}`,
    note: 'x',
  } as const;
  return (await ask(root, 'findings.report', about)).id;
};
const change = async (seat: Seat, id: string, wanted: Input<'cases.change'>['change']) => {
  const { revision } = await ask(seat, 'cases.get', { id });
  return ask(seat, 'cases.change', { id, revision, change: wanted });
};
const rows = (id: string) => program.bench.store.trail.of('case', id);
const BUNDLE = {
  file_name: 'theirs.vigil',
  sha256: 'a'.repeat(64),
  fingerprint: 'b'.repeat(64),
  redacted: false,
};

beforeEach(async () => {
  program = await seatsBench('2026-01-05T02:00:00Z');
  await program.bench.configure(FLEET);
  root = await turnAccountsOn(program.seats);
});
afterEach(() => program[Symbol.asyncDispose]());

describe('a case', () => {
  it('holds findings, bundles and notes in their order, and each change of it is a row of the trail', async () => {
    const sue = await person('Sue', 'supervisor');
    const finding = await report('S-1');
    const { id } = await ask(sue, 'cases.create', { name: 'The gate' });
    await change(sue, id, { kind: 'add_finding', finding });
    const held = await change(sue, id, {
      ...{ kind: 'add_bundle', finding: 'F-THEIRS', title: 'Theirs', bundle: BUNDLE },
    });
    const [own, brought] = held.items;
    expect(own).toMatchObject({ finding, title: 'Gate of S-1', added_by: 'Sue', bundle: null });
    expect(brought).toMatchObject({ finding: 'F-THEIRS', bundle: BUNDLE });
    await change(sue, id, { kind: 'note', text: 'The lock was cut.', item: own?.id ?? '' });
    await change(sue, id, { kind: 'move', item: brought?.id ?? '', by: -1 });
    await change(sue, id, { kind: 'rename', name: 'The north gate' });
    await change(sue, id, { kind: 'close' });
    expect(await ask(sue, 'cases.get', { id })).toMatchObject({
      ...{ name: 'The north gate', closed_by: 'Sue', items: [{ finding: 'F-THEIRS' }, { finding }] },
      notes: [{ text: 'The lock was cut.', by: 'Sue', verified: true, item: own?.id }],
    });
    expect(rows(id).map(({ action, actor }) => `${action} ${actor.name}`)).toEqual(
      ['opened', 'added', 'added', 'noted', 'sorted', 'renamed', 'closed'].map((verb) => `case.${verb} Sue`),
    );
    expect(rows(id)[3]).toMatchObject({
      ...{ reason: null, after: { about: finding, text: 'The lock was cut.' } },
    });
    expect(program.bench.emitted.filter(({ event }) => event === 'cases.changed')).toHaveLength(7);
  });

  it('is not changed by whoever has not seen its last change, nor when it is closed', async () => {
    const sue = await person('Sue', 'supervisor');
    const { id } = await ask(sue, 'cases.create', { name: 'The gate' });
    await change(sue, id, { kind: 'rename', name: 'Another' });
    const late = { id, revision: 1, change: { kind: 'rename', name: 'Lost' } } as const;
    await expect(ask(sue, 'cases.change', late)).rejects.toThrow('Somebody else has changed the case');
    await change(sue, id, { kind: 'close' });
    await expect(change(sue, id, { kind: 'rename', name: 'Lost' })).rejects.toThrow('The case is closed');
    expect(await ask(sue, 'cases.get', { id })).toMatchObject({ name: 'Another', revision: 3 });
    expect(rows(id)).toHaveLength(3);
  });

  it('is removed once it is closed, and the trail keeps that there was one', async () => {
    const { id } = await ask(root, 'cases.create', { name: 'The gate' });
    await expect(ask(root, 'cases.remove', { id })).rejects.toThrow('Close it first');
    await change(root, id, { kind: 'close' });
    await ask(root, 'cases.remove', { id });
    expect(await ask(root, 'cases.list', {})).toEqual([]);
    expect(rows(id).at(-1)).toMatchObject({ action: 'case.removed', before: { name: 'The gate' } });
  });

  it('is for supervisors, and for those who see all that it may hold', async () => {
    const [limited, operator] = [await person('Lim', 'supervisor', 'T-1'), await person('Olga', 'operator')];
    await expect(ask(operator, 'cases.list', {})).rejects.toThrow();
    const whole = await ask(root, 'cases.create', { name: 'All' });
    const theirs = await ask(limited, 'cases.create', { name: 'Of T-1' });
    expect(await ask(limited, 'cases.list', {})).toMatchObject([{ name: 'Of T-1' }]);
    expect(await ask(root, 'cases.list', {})).toHaveLength(2);
    for (const attempt of [
      ask(limited, 'cases.get', { id: whole.id }),
      ask(limited, 'cases.note', { id: whole.id, redacted: true }),
      ask(limited, 'cases.change', { id: whole.id, revision: 1, change: { kind: 'close' } }),
    ])
      await expect(attempt).rejects.toThrow(`There is no case ${whole.id}.`);
    // Root sees both sites; whoever sees the case would not.
    const elsewhere = await report('S-2');
    const putting = change(root, theirs.id, { kind: 'add_finding', finding: elsewhere });
    await expect(putting).rejects.toThrow('Somebody who sees this case does not see that finding.');
    const added = change(limited, theirs.id, { kind: 'add_finding', finding: elsewhere });
    await expect(added).rejects.toThrow(`There is no finding ${elsewhere}.`);
  });

  it('leaves with a row that says so, and with which findings', async () => {
    const { id } = await ask(root, 'cases.create', { name: 'The gate' });
    const finding = await report('S-1');
    await change(root, id, { kind: 'add_finding', finding });
    const note = await ask(root, 'cases.note', { id, redacted: true });
    expect(rows(id).at(-1)).toMatchObject({
      ...{ action: 'case.exported', actor: { name: 'Root' }, at: note.at },
      after: { redacted: true, findings: [finding] },
    });
    expect(note.trail_head).toEqual(program.bench.store.trail.head());
  });
});
