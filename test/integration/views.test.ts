import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FeedView } from '#contract/views.ts';
import { localActor } from '#core/model/actor.ts';
import { createReadModel } from '#main/adapters/sqlite/read-model/read-model.ts';
import { openReader } from '#main/adapters/sqlite/store.ts';
import type { Caller } from '#main/services/handlers.ts';
import { createViewQueries } from '#main/services/queries/views.ts';
import { ADA, type EngineBench, engineBench } from '#test/kit/engine-bench.ts';
import { fleetDocument } from '#test/kit/fleet.ts';
import { MIGRATIONS } from '#test/kit/temp-store.ts';

const VIEW: FeedView = {
  version: 1,
  state: 'open',
  severity: ['CRITICAL', 'HIGH'],
  tenant: null,
  client: null,
  site: null,
  type: null,
  category: null,
  owner: null,
  desks: null,
  text: '',
  sort: 'urgency',
  group: 'site',
};
const ofTenant = (...tenants: string[]): Caller => ({ actor: localActor('bo'), scope: { tenants } });

let bench: EngineBench;
beforeEach(async () => {
  bench = await engineBench('2026-01-05T00:00:00Z');
  await bench.configure(fleetDocument({ sites: 2, tenants: 2 }));
});
afterEach(() => bench[Symbol.asyncDispose]());

const save = (name: string, view: FeedView, caller = ADA, replace = false) =>
  bench.engine.handlers['views.save']({ name, view, replace }, caller);
const remove = (name: string, caller = ADA) => bench.engine.handlers['views.remove']({ name }, caller);

async function list(caller = ADA) {
  const reader = openReader(bench.file, MIGRATIONS);
  try {
    return await createViewQueries(createReadModel(reader.session), bench.engine.fleet)['views.list'](
      {},
      caller,
    );
  } finally {
    reader.close();
  }
}
const trail = () => bench.store.trail.since(0, 1_000).filter(({ entity }) => entity === 'view');

describe('a view of the feed', () => {
  it('is kept under its name, by whom and since when, and every window hears of it', async () => {
    expect(await save('Night', VIEW)).toEqual({ replaced: false });
    expect(await list()).toEqual([
      { name: 'Night', view: VIEW, saved_by: 'local:ada', saved_at: bench.clock.now() },
    ]);
    expect(bench.emitted).toContainEqual({ event: 'views.changed', payload: {} });
  });

  it('is replaced only by somebody who knows that there is one', async () => {
    await save('Night', VIEW);
    await expect(async () => save('Night', { ...VIEW, group: 'none' })).rejects.toThrow(
      'There is a view “Night” already.',
    );
    expect(await list()).toMatchObject([{ view: { group: 'site' } }]);
    expect(await save('Night', { ...VIEW, group: 'none' }, ADA, true)).toEqual({ replaced: true });
    expect(await list()).toMatchObject([{ view: { group: 'none' } }]);
  });

  it('is given back when it is removed, so that it can be saved again', async () => {
    await save('Night', VIEW);
    expect(await remove('Night')).toEqual({ view: VIEW });
    expect(await list()).toEqual([]);
    await expect(async () => remove('Night')).rejects.toThrow('There is no view “Night”.');
  });

  it('leaves a row in the audit trail each time', async () => {
    await save('Night', VIEW);
    await save('Night', { ...VIEW, text: 'gate' }, ADA, true);
    await remove('Night');
    expect(trail()).toMatchObject([
      { action: 'view.saved', entity_id: 'Night', actor: { name: 'local:ada' }, before: null, after: VIEW },
      { action: 'view.replaced', before: VIEW, after: { text: 'gate' } },
      { action: 'view.removed', before: { text: 'gate' }, after: null },
    ]);
  });

  it('of another version is listed as one that cannot be read, and kept for that version', async () => {
    const written = { name: 'Later', saved_at: 1, saved_by: 'local:bo' };
    bench.store.transaction(() => {
      bench.store.views.save({ ...written, view: { ...VIEW, version: 2, colour: 'blue' } });
      bench.store.views.save({ ...written, name: 'More', view: { ...VIEW, shift: 'night' } });
    });
    expect(await list()).toMatchObject([
      { name: 'Later', view: null },
      { name: 'More', view: null },
    ]);
    await expect(async () => save('Later', VIEW, ADA, true)).rejects.toThrow('another version');
    await expect(async () => remove('More')).rejects.toThrow('another version');
    expect(bench.store.views.get('Later')?.view).toMatchObject({ version: 2 });
  });
});

describe('who is limited to tenants', () => {
  const theirs = { ...VIEW, site: 'S-2', tenant: 'T-2' };

  it('sees the views that name none of the others’ places', async () => {
    await save('Everywhere', VIEW);
    await save('Theirs', theirs);
    await save('Other site', { ...VIEW, site: 'S-2' });
    expect((await list(ofTenant('T-1'))).map(({ name }) => name)).toEqual(['Everywhere']);
    expect((await list(ofTenant('T-2'))).map(({ name }) => name)).toEqual([
      'Everywhere',
      'Other site',
      'Theirs',
    ]);
  });

  it('neither saves, replaces nor removes one that does', async () => {
    await save('Theirs', theirs);
    await expect(async () => save('Mine', theirs, ofTenant('T-1'))).rejects.toThrow('not yours to see');
    await expect(async () => save('Theirs', VIEW, ofTenant('T-1'), true)).rejects.toThrow('taken');
    await expect(async () => remove('Theirs', ofTenant('T-1'))).rejects.toThrow('taken');
    expect(trail()).toHaveLength(1);
  });
});
