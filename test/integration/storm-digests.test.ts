import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Input } from '#contract/index.ts';
import { STORM_FROM, STORM_SPAN } from '#core/actions/digest.ts';
import type { Finding } from '#core/model/finding.ts';
import { MINUTE, SECOND } from '#core/model/time.ts';
import { ADA, type EngineBench, engineBench } from '#test/kit/engine-bench.ts';
import { type FakeReceiver, fakeReceiver } from '#test/kit/fake-receiver.ts';
import { findingWith } from '#test/kit/finding.ts';
import { fleetDocument } from '#test/kit/fleet.ts';

const START = '2026-01-05T02:00:00Z';
const SITES = 20;
/** RELIABILITY G4. */
const [STORM, MOST_MESSAGES] = [10_000, 20];
const ACTION = {
  ...{ name: 'tell', title: 'Tell', on: true, hourly_cap: 1_000 },
  means: {
    ...{ kind: 'WEBHOOK', method: 'POST', url: 'https://far.example/', headers: [], resolve_template: '{}' },
    template:
      '{"to":"{{contact.name}}","id":"{{finding.id}}","title":"{{finding.title}}","text":"{{finding.message}}"}',
  },
} as const satisfies Input<'actions.save'>;

let far: FakeReceiver;
let bench: EngineBench;
beforeEach(async () => {
  far = fakeReceiver();
  bench = await engineBench(START, { outgoing: far.outgoing });
  const site = () => ({
    ...{ people: [], devices: [], shifts: [], tours: [], audit: { enabled: false } },
    escalation_roles: {
      supervisor: [
        { name: 'Sue', action: 'tell' },
        { name: 'Tim', action: 'tell' },
      ],
    },
  });
  await bench.configure(fleetDocument({ sites: SITES, site }));
  const { handlers } = bench.engine;
  await handlers['actions.save'](ACTION, ADA);
  const allowed = [{ host: 'far.example', port: null, inside: false }];
  await handlers['actions.set_rails']({ allowed, automatic: true }, ADA);
});
afterEach(() => bench[Symbol.asyncDispose]());

/** Findings that are there already when the engine comes up. */
async function open(count: number, over: Partial<Finding> = {}): Promise<readonly string[]> {
  const runbook = { finding_type: 'TOUR_OVERDUE', version: 1 };
  const found = Array.from({ length: count }, (_, n) => {
    const site = `S-${(n % SITES) + 1}`;
    const key = { id: `F-${n}`, subject: `tour:${n}`, site, scope_key: site, finding_type: 'TOUR_OVERDUE' };
    const at = bench.clock.now() - SECOND;
    return findingWith({
      ...key,
      runbook,
      title: `Tour ${n % 3}`,
      detected_at: at,
      last_seen_at: at,
      ...over,
    });
  });
  bench.store.transaction(() => bench.store.findings.save(found));
  await bench.restart();
  return found.map(({ id }) => id);
}
const escalate = async (ids: readonly string[]) => {
  const input = { ids: [...ids], reason: 'storm' };
  const { changed } = await bench.engine.handlers['findings.escalate'](input, ADA);
  expect(changed).toHaveLength(ids.length);
};
const pass = async (ms: number) => {
  for (let left = ms; left > 0; left -= SECOND) {
    bench.clock.advance(Math.min(left, SECOND));
    await new Promise((done) => setImmediate(done));
  }
};
const sentTo = (name: string) => far.got.map(({ body }) => JSON.parse(body)).filter(({ to }) => to === name);
/** Every finding that somebody was told of, as often as it was. */
const toldTo = (name: string): string[] =>
  sentTo(name).flatMap(({ id, text }) => (id === '' ? text.match(/F-\d+/g) : [id]));

describe('a storm of findings', () => {
  it(`reaches each recipient in at most ${MOST_MESSAGES} messages, in which all ${STORM} of them are listed once`, async () => {
    const ids = await open(STORM);
    for (let n = 0; n < STORM; n += 1_000) {
      await escalate(ids.slice(n, n + 1_000));
      await pass(5 * SECOND);
    }
    await pass(6 * MINUTE);
    for (const name of ['Sue', 'Tim']) {
      expect(sentTo(name).length).toBeLessThanOrEqual(MOST_MESSAGES);
      expect(toldTo(name).sort()).toEqual([...ids].sort());
    }
    const [digest] = sentTo('Sue').filter(({ id }) => id === '');
    expect(digest?.title).toMatch(/^\d+ findings at 20 sites$/);
    expect(digest?.text).toMatch(/^S-1: Tour 0 ×\d+ \(F-/);
  });

  it('is told one by one up to a flood, and again when the flood is over', async () => {
    const ids = await open(STORM_FROM + 3);
    await escalate(ids.slice(0, STORM_FROM + 2));
    await pass(2 * MINUTE);
    expect(sentTo('Sue').map(({ id }) => id === '')).toEqual([...Array(STORM_FROM).fill(false), true]);
    await pass(STORM_SPAN);
    await escalate(ids.slice(-1));
    await pass(SECOND);
    expect(sentTo('Sue').at(-1)?.id).toBe(ids.at(-1));
  });

  it('gathers no call for help and no lone worker', async () => {
    const calls = await open(STORM_FROM + 5, { finding_type: 'DURESS' });
    await escalate(calls);
    await pass(10 * SECOND);
    expect(
      sentTo('Sue')
        .map(({ id }) => id)
        .sort(),
    ).toEqual([...calls].sort());
  });

  it('lists what it gathered also where the engine crashed meanwhile, once', async () => {
    const ids = await open(STORM_FROM + 4);
    await escalate(ids.slice(0, -2));
    await pass(10 * SECOND);
    await bench.restart();
    await escalate(ids.slice(-2));
    await bench.restart();
    await pass(2 * MINUTE);
    expect(sentTo('Sue')).toHaveLength(STORM_FROM + 1);
    expect(toldTo('Sue').sort()).toEqual([...ids].sort());
  });

  it('whose findings are all over waits for a person, and a digest has no word of an end', async () => {
    const ids = await open(STORM_FROM + 2);
    await escalate(ids);
    await pass(10 * SECOND);
    const over = { ids: [...ids], disposition: 'BENIGN' as const, note: 'x' };
    await bench.engine.handlers['findings.resolve'](over, ADA);
    await pass(2 * MINUTE);
    const digests = bench.store.deliveries.inState('REQUESTED').filter(({ kind }) => kind === 'DIGEST');
    expect(digests.map(({ note }) => note)).toEqual(
      Array(2).fill('The condition was over when its turn came.'),
    );
    expect(bench.store.deliveries.inState('SENT').filter(({ kind }) => kind === 'RESOLVE')).toHaveLength(
      2 * STORM_FROM,
    );
  });

  it('is found from each finding that it lists', async () => {
    const ids = await open(STORM_FROM + 2);
    await escalate(ids);
    const [digest] = bench.store.deliveries.ofFinding(ids.at(-1) ?? '');
    expect(digest).toMatchObject({ kind: 'DIGEST', state: 'QUEUED', site: null });
    expect(bench.store.deliveries.listed(digest?.id ?? '')).toHaveLength(2);
  });
});
