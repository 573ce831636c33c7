import { expect, it } from 'vitest';
import type { Hold } from '#core/model/hold.ts';
import { heldBy } from '#main/adapters/sqlite/held.ts';
import { fleetDocument } from '#test/kit/fleet.ts';
import { readBench } from '#test/kit/read-bench.ts';

const HOLD: Hold = { kind: 'PERSON', code: 'P-9', reason: 'court', by: 'ada', at: 0 };
const ann = { code: 'P-9', name: 'Ann', role: 'guard' } as const;
const fleet = (isListed: boolean) =>
  fleetDocument({
    sites: 2,
    site: (index) => ({
      people: isListed && index === 0 ? [ann] : [],
      ...{ devices: [], shifts: [], tours: [] },
    }),
  });

it('holds the sites of a person also after the person was taken off their list, and no others', () => {
  using bench = readBench(fleet(true));
  const sites = () => JSON.parse(heldBy(bench.store.session, [HOLD]).sites);
  expect(sites()).toEqual(['S-1']);
  bench.configure(fleet(false));
  expect(sites()).toEqual(['S-1']);
  expect(JSON.parse(heldBy(bench.store.session, []).sites)).toEqual([]);
});
