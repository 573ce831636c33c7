import { describe, expect, it } from 'vitest';
import type { SitePlace } from '#contract/map.ts';
import type { Evidence, TourLog } from '#core/model/evidence.ts';
import { contentOf, fenceEdge, ringsOf, sceneNow, sceneOf } from './scene.ts';

const AT = { lat: 12.97, lon: 77.59 };
const checkpoint = (code: string, ...tours: string[]) => ({ ...AT, code, name: code, radius_m: 20, tours });
const place: SitePlace = {
  site: 'RB-01',
  name: 'Riverbank',
  timezone: 'Asia/Kolkata',
  location: AT,
  geofence: { radius_m: 100 },
  checkpoints: [checkpoint('C-1', 'T-1'), checkpoint('C-2', 'T-1'), checkpoint('C-9', 'T-9')],
  tours: [
    { code: 'T-1', minutes: 60 },
    { code: 'T-9', minutes: 30 },
  ],
  plan: null,
};
const run = (patch: Partial<TourLog> = {}): TourLog => ({
  id: 'R-1',
  tour: 'T-1',
  run: 'R-1',
  status: 'COMPLETED',
  started_at: '2026-11-20T01:00:00Z',
  ended_at: null,
  people: 'G-1',
  checkpoint_coverage: 0.5,
  checkpoints: [
    { code: 'C-1', scanned_at: '2026-11-20T01:10:00Z', event: 'e' },
    { code: 'C-2', scanned_at: null, event: null },
  ],
  ...patch,
});
const evidence = (patch: Partial<Evidence> = {}): Evidence => ({
  collection_window: { start: '2026-11-20T00:00:00Z', end: '2026-11-20T02:00:00Z', duration_minutes: 120 },
  location_history: [],
  task_logs: [],
  tour_logs: [run()],
  alert_history: [],
  guard_status: [],
  signal_counts: {},
  required: [],
  ...patch,
});
const statesOf = (runs: readonly TourLog[]) =>
  sceneOf(evidence({ tour_logs: runs }), place).checkpoints.map(({ scans }) =>
    scans.map(({ state }) => state),
  );

describe('a scene', () => {
  it('says of each checkpoint what each run of its tours did there, the newest first', () => {
    const [first, second, other] = sceneOf(evidence(), place).checkpoints;
    expect(first?.scans).toEqual([
      { tour: 'T-1', run: 'R-1', state: 'SCANNED', at: Date.parse('2026-11-20T01:10:00Z') },
    ]);
    expect(second?.scans).toEqual([{ tour: 'T-1', run: 'R-1', state: 'MISSED', at: null }]);
    expect(other?.scans).toEqual([]);
    const later = run({ run: 'R-2', started_at: '2026-11-20T01:30:00Z', status: 'ABANDONED' });
    expect(
      sceneOf(evidence({ tour_logs: [run(), later] }), place).checkpoints[0]?.scans.map((scan) => scan.run),
    ).toEqual(['R-2', 'R-1']);
  });

  it('names a checkpoint with its tour where another tour has the same code elsewhere', () => {
    const twice = { ...place, checkpoints: [...place.checkpoints, { ...checkpoint('C-1', 'T-9'), lat: 13 }] };
    expect(sceneOf(evidence(), twice).checkpoints.map(({ label }) => label)).toEqual([
      'T-1 C-1',
      'C-2',
      'C-9',
      'T-9 C-1',
    ]);
  });

  it('does not call a checkpoint missed while its run has time left', () => {
    expect(statesOf([run({ status: 'STARTED', started_at: '2026-11-20T01:30:00Z' })])[1]).toEqual([
      'PENDING',
    ]);
    expect(statesOf([run({ status: 'STARTED', started_at: '2026-11-20T00:59:00Z' })])[1]).toEqual(['MISSED']);
  });

  it('fits the trail, the fence and the checkpoints, and last positions only where nobody walked', () => {
    const last = {
      people_id: 'G-1',
      name: 'x',
      last_seen: null,
      phone_active: false,
      last_location: { lat: 50, lon: 8, timestamp: '2026-11-19T00:00:00Z', accuracy: null },
      on_duty: true,
      checked_in_at: null,
      battery: null,
      device_status: null,
    };
    const far = (scene: ReturnType<typeof sceneOf>) => contentOf(scene).some(({ lat }) => lat === 50);
    expect(far(sceneOf(evidence({ guard_status: [last] }), place))).toBe(true);
    const fix = { ...AT, timestamp: '2026-11-20T01:00:00Z', accuracy: 5, people_id: 'G-1', event: 'e' };
    expect(far(sceneOf(evidence({ guard_status: [last], location_history: [fix] }), place))).toBe(false);
  });
});

describe('a fence', () => {
  it('reaches its radius to every side', () => {
    const [nw, se] = fenceEdge({ radius_m: 100 }, AT);
    expect(((nw?.lat ?? 0) - (se?.lat ?? 0)) * 111_195).toBeCloseTo(200, 3);
    expect(fenceEdge({ radius_m: 100 }, null)).toEqual([]);
    expect(fenceEdge(null, AT)).toEqual([]);
  });

  it('of polygons is all their rings', () => {
    const ring = [
      [0, 0],
      [1, 0],
      [1, 2],
      [0, 0],
    ];
    expect(ringsOf({ type: 'Polygon', coordinates: [ring] })).toEqual([
      ring.map(([lon, lat]) => ({ lat, lon })),
    ]);
    expect(ringsOf({ type: 'MultiPolygon', coordinates: [[ring, ring], [ring]] })).toHaveLength(3);
  });
});

it('of a site without evidence has what stands there and where people were last, but no scans and no ways', () => {
  const last = [{ person: 'G-1', at: 5, ...AT, lat: 13, accuracy: null }];
  const scene = sceneNow(place, 9, last);
  expect(scene).toMatchObject({ site: 'RB-01', from: 9, to: 9, tracks: [], last, geofence: place.geofence });
  expect(scene.checkpoints.map(({ label, scans }) => [label, scans])).toEqual([
    ['C-1', []],
    ['C-2', []],
    ['C-9', []],
  ]);
  expect(contentOf(scene)).toContainEqual(last[0]);
});
