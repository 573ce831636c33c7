import { afterEach, beforeEach, expect, it } from 'vitest';
import { methods } from '#contract/index.ts';
import { GONE_AFTER_MS, type Looking } from '#contract/presence.ts';
import type { Seat } from '#main/services/people/seats.ts';
import { fleetDocument } from '#test/kit/fleet.ts';
import { type SeatsBench, seatsBench } from '#test/kit/seats-bench.ts';
import { signedIn, turnAccountsOn } from '#test/kit/signed-in.ts';

let program: SeatsBench;
let root: Seat;
let ada: Seat;
beforeEach(async () => {
  program = await seatsBench('2026-01-05T02:00:00Z');
  root = await turnAccountsOn(program.seats);
  await program.bench.configure(fleetDocument({ sites: 2, tenants: 2 }));
  ada = await signedIn(program.seats, root, { name: 'Ada', role: 'operator' });
});
afterEach(() => program[Symbol.asyncDispose]());

const report = async (site: string) => {
  const reply = await root.call('findings.report', {
    ...{ site, severity: 'HIGH', category: 'SECURITY', title: 'x', note: 'x' },
  });
  if (!reply.ok) throw new Error(reply.fault.message);
  return methods['findings.report'].output.parse(reply.value).id;
};
const look = (seat: Seat, finding: string | null, window = '0a0a0a0a') =>
  seat.call('presence.look', { window, finding });
const seenBy = async (seat: Seat): Promise<string[]> => {
  const reply = await seat.call('presence.list', {});
  if (!reply.ok) throw new Error(reply.fault.message);
  return methods['presence.list'].output
    .parse(reply.value)
    .looking.map(({ name, finding }) => `${name} ${finding}`);
};

it('tells the others who looks at a finding and where they sit, and leaves nothing in the trail', async () => {
  const id = await report('S-1');
  const told: (readonly Looking[])[] = [];
  root.subscribeTo('presence.changed', ({ looking }) => told.push(looking));
  const before = program.bench.store.trail.since(0, 1_000).length;
  expect(await look(ada, id)).toMatchObject({ ok: true });
  expect(told).toMatchObject([[{ name: 'Ada', station: 'desk', finding: id }]]);
  await look(ada, id);
  expect(told).toHaveLength(1);
  await look(ada, null);
  expect(told.at(-1)).toEqual([]);
  expect(program.bench.store.trail.since(0, 1_000)).toHaveLength(before);
});

it('forgets a window that falls silent within fifteen seconds, and not one that goes on saying it', async () => {
  const id = await report('S-1');
  await look(ada, id);
  program.bench.clock.advance(GONE_AFTER_MS - 1_000);
  await look(ada, id);
  program.bench.clock.advance(GONE_AFTER_MS - 1_000);
  expect(await seenBy(root)).toEqual([`Ada ${id}`]);
  program.bench.clock.advance(15_000 - (GONE_AFTER_MS - 1_000));
  expect(await seenBy(root)).toEqual([]);
});

it('shows an account of one tenant nobody who looks at another’s, and does not let it look there', async () => {
  const [ours, theirs] = [await report('S-1'), await report('S-2')];
  const scope = { tenants: ['T-1'], clients: [], sites: [] };
  const limited = await signedIn(program.seats, root, { name: 'Limited', role: 'operator', scope });
  const told: (readonly Looking[])[] = [];
  limited.subscribeTo('presence.changed', ({ looking }) => told.push(looking));
  await look(ada, theirs);
  await look(root, ours);
  expect(await seenBy(limited)).toEqual([`Root ${ours}`]);
  await expect.poll(() => told.at(-1)?.map(({ finding }) => finding)).toEqual([ours]);
  expect(JSON.stringify(told)).not.toContain(theirs);
  expect(await look(limited, theirs)).toMatchObject({ fault: { code: 'not-found' } });
  expect(await seenBy(root)).not.toContain(`Limited ${theirs}`);
});

it('takes the new name where somebody else takes over, and no more windows of a seat than a person has', async () => {
  const id = await report('S-1');
  await look(ada, id);
  await signedIn(program.seats, root, { name: 'Bob', role: 'operator' });
  expect(await ada.call('session.sign_in', { name: 'Bob', secret: 'a good long secret' })).toMatchObject({
    ok: true,
  });
  await look(ada, id);
  expect(await seenBy(root)).toEqual([`Bob ${id}`]);
  const replies: boolean[] = [];
  for (let window = 1; window <= 16; window += 1)
    replies.push((await look(ada, id, `${10_000_000 + window}`)).ok);
  expect(replies.indexOf(false)).toBe(15);
});
