import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pmtilesOf } from '#test/kit/pmtiles.ts';
import { coloursIn } from '#test/screens/colours.ts';
import { axeFindings } from './axe.ts';
import type { LoopbackRun } from './launch.ts';
import { launchBrowser, launchLoopback, openWindow, tempData, WITHOUT_WEBGL } from './launch.ts';
import { ask, quiet, sayName } from './person.ts';

const MINUTE = 60_000;
const BOLD = '<b id="planted">Hall</b>';
const GATE = { lat: 12.97, lon: 77.59 };
const around = (north: number, east: number) => ({
  lat: GATE.lat + north / 111_195,
  lon: GATE.lon + east / 108_400,
});
const CHECKPOINTS = [
  { code: 'C-1', ...around(60, 0) },
  { code: 'C-2', ...around(0, 80) },
  { code: 'C-3', ...around(-60, -20) },
];

const site = (code: string, patch: object) => ({
  code,
  name: BOLD,
  timezone: 'Asia/Kolkata',
  people: [{ code: 'G-1', name: BOLD, role: 'guard' }],
  ...patch,
});
const FILE = {
  name: 'sites.json',
  text: JSON.stringify({
    version: 1,
    tenants: [
      {
        code: 'ACME',
        name: 'Acme',
        clients: [
          {
            code: 'RIVER',
            name: 'River',
            sites: [
              site('RIVER-01', {
                location: GATE,
                geofence: { radius_m: 150 },
                tours: [
                  {
                    code: 'T-1',
                    name: 'Round',
                    starts: [{ days: ['MON'], at: '01:00' }],
                    duration_minutes: 30,
                    checkpoints: CHECKPOINTS.map((each) => ({ ...each, name: BOLD, radius_m: 20 })),
                  },
                ],
              }),
              site('RIVER-02', { location: { lat: 52.5, lon: 13.4 } }),
              site('RIVER-03', {}),
            ],
          },
        ],
      },
    ],
  }),
};

/** A round that was left after two of three checkpoints, and somebody else who stood at the gate. */
function telemetry(now: number): string {
  const ts = (minutesAgo: number) => new Date(now - minutesAgo * MINUTE).toISOString();
  const base = { site: 'RIVER-01', person: 'G-1' };
  const walk = Array.from({ length: 20 }, (_, n) => ({
    ...base,
    type: 'location',
    ts: ts(60 - 2 * n),
    ...around(60 * Math.cos(n / 3), 60 * Math.sin(n / 3)),
    accuracy: 12,
  }));
  const events = [
    ...walk,
    { ...base, type: 'location', person: 'G-<b id="planted">2</b>', ts: ts(30), ...GATE, accuracy: 40 },
    { ...base, type: 'tour', tour: 'T-1', run: 'R-1', status: 'STARTED', ts: ts(58) },
    { ...base, type: 'checkpoint_scan', tour: 'T-1', run: 'R-1', checkpoint: 'C-1', ts: ts(55) },
    { ...base, type: 'checkpoint_scan', tour: 'T-1', run: 'R-1', checkpoint: 'C-2', ts: ts(50) },
    { ...base, type: 'tour', tour: 'T-1', run: 'R-1', status: 'ABANDONED', ts: ts(40) },
  ];
  return events.map((event) => JSON.stringify(event)).join('\n');
}

async function fill(folder: string): Promise<void> {
  expect(await ask(folder, 'configuration.import', { files: [FILE], dry_run: false })).toMatchObject({
    ok: true,
  });
  const text = telemetry(Date.now());
  expect(await ask(folder, 'telemetry.ingest', { file: 'a.ndjson', first_line: 1, text })).toMatchObject({
    ok: true,
    value: { accepted: 25 },
  });
  const finding = {
    site: 'RIVER-01',
    severity: 'HIGH',
    category: 'SECURITY',
    title: 'Gate open',
    note: 'Seen.',
  };
  expect(await ask(folder, 'findings.report', finding)).toMatchObject({ ok: true });
}

const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

type Stage = {
  readonly folder: string;
  readonly page: () => Page;
  readonly browser: () => Browser;
};

/** What holds with WebGL and without. */
function story(drawing: 'webgl' | 'svg', { folder, page: shown }: Stage): void {
  it('shows the round on the map: what was scanned, and what was missed in words', async () => {
    const page = shown();
    await page.getByTestId('feed-row').filter({ hasText: 'Gate open' }).click();
    await page.getByTestId('map-frame').waitFor();
    expect(await page.getByTestId('map-checkpoint').count()).toBe(3);
    expect(await page.locator('[data-testid="map-checkpoint"][data-state="MISSED"]').count()).toBe(1);
    await page.getByText('C-3 missed', { exact: true }).waitFor();
    expect(await page.getByTestId('map-person').count()).toBe(2);
  });

  it('says the same in its table, for those who cannot see it', async () => {
    const page = shown();
    const rows = page.getByTestId('map-table-checkpoints').locator('tbody tr');
    expect(await rows.count()).toBe(3);
    expect(await rows.last().textContent()).toContain('missed');
    expect(await page.getByTestId('map-table-fixes').locator('tbody tr').count()).toBe(21);
    await page.getByTestId('map-show-table').click();
    await page.getByTestId('map-tables').waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await page.getByTestId('map-show-map').click();
  });

  it('moves in time by the arrow keys, and says where everybody was', async () => {
    const page = shown();
    const announced = page.getByTestId('map-announced');
    const time = page.getByTestId('map-time');
    await expect.poll(() => announced.textContent()).toContain('G-1');
    const [before, said] = [await time.textContent(), await announced.textContent()];
    await page.getByTestId('map-scrubber').focus();
    for (let n = 0; n < 4 * 30; n += 1) await page.keyboard.press('ArrowLeft');
    expect(await time.textContent()).not.toBe(before);
    await expect.poll(() => announced.textContent()).not.toBe(said);
    expect(await announced.textContent()).toMatch(/IST, G-1 \d+ m from C-\d.*±12 m/);
  });

  it('plays, and stops at the end', async () => {
    const page = shown();
    const play = page.getByTestId('map-play');
    await page.keyboard.press('End');
    const end = await page.getByTestId('map-time').textContent();
    for (let n = 0; n < 12; n += 1) await page.keyboard.press('ArrowLeft');
    expect(await page.getByTestId('map-time').textContent()).not.toBe(end);
    await page.keyboard.press('p');
    await expect.poll(() => page.getByTestId('map-time').textContent()).toBe(end);
    await expect.poll(() => play.getAttribute('data-playing')).toBe('false');
  });

  it('opens over the pane by its key, is moved by keys, and goes back by Esc', async () => {
    const page = shown();
    await page.getByTestId('map-large').focus();
    await page.keyboard.press('m');
    const frame = page.getByTestId('map-frame');
    await frame.and(page.locator(':focus')).waitFor();
    expect(await page.getByTestId('finding-detail').count()).toBe(0);
    const scale = () => page.getByTestId('map-scale').textContent();
    const before = await scale();
    for (let n = 0; n < 14; n += 1) await page.keyboard.press('-');
    await expect.poll(scale).not.toBe(before);
    if (drawing === 'webgl') await page.locator('[data-testid="map-canvas"][data-drawn="true"]').waitFor();
    else await page.getByTestId('map-outlines').waitFor();
    expect(await frame.getAttribute('data-drawing')).toBe(drawing);
    expect(await axeFindings(page)).toEqual([]);
    await page.keyboard.press('0');
    await expect.poll(scale).toBe(before);
    await page.keyboard.press('Escape');
    await page.getByTestId('finding-detail').waitFor();
  });

  it('wrote down who looked, once', () => {
    const database = new Database(join(folder, 'vigil.db'), { readonly: true });
    const looks = database
      .prepare("SELECT actor, entity_id FROM trail WHERE action = 'site.trail_viewed'")
      .all();
    database.close();
    expect(looks).toEqual([{ actor: 'local:Ada', entity_id: 'RIVER-01' }]);
  });

  it('draws every site, lists them for keys, and leads to what is open at one', async () => {
    const page = shown();
    await page.keyboard.press('3');
    await page.getByTestId('fleet-map').waitFor();
    expect(await page.getByTestId('map-site').count()).toBe(2);
    expect(await page.getByTestId('map-list-site').count()).toBe(3);
    await page.getByText('has no location in the configuration').waitFor();
    await page.getByText(BOLD).first().waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await page.getByTestId('map-list-site').first().focus();
    await page.keyboard.press('Enter');
    await page.getByTestId('feed-row').filter({ hasText: 'Gate open' }).waitFor();
  });

  it('shows names and codes with markup in them as text', async () => {
    expect(await shown().locator('#planted').count()).toBe(0);
    await shown().getByTestId('feed-row').filter({ hasText: 'Gate open' }).click();
    await shown().getByTestId('map-sentence').filter({ hasText: 'G-<b id="planted">2</b>' }).waitFor();
  });
}

describe('the map', () => {
  const data = tempData();
  let host: LoopbackRun;
  beforeAll(async () => {
    host = await launchLoopback(data.folder);
    await fill(data.folder);
  });
  afterAll(async () => {
    await host?.stop();
    data.remove();
  });

  for (const drawing of ['webgl', 'svg'] as const)
    describe(drawing === 'webgl' ? 'with WebGL' : 'without WebGL', () => {
      let browser: Browser;
      let page: Page;
      let errors: readonly string[] = [];
      let policy: readonly string[] = [];
      const elsewhere: string[] = [];
      beforeAll(async () => {
        browser = await launchBrowser(drawing === 'webgl' ? [] : WITHOUT_WEBGL);
        const window = await openWindow(browser);
        page = window.page;
        errors = window.complaints.errors;
        policy = window.complaints.policy;
        const origin = new URL(host.address()).origin;
        page.on('request', (request) => {
          const url = new URL(request.url());
          if (!['data:', 'blob:'].includes(url.protocol) && url.origin !== origin)
            elsewhere.push(request.url());
        });
        await page.goto(host.address());
        if (drawing === 'webgl') await sayName(page);
        await page.getByTestId('feed-row').or(quiet(page)).first().waitFor();
      });
      afterAll(async () => {
        await browser?.close();
      });

      story(drawing, { folder: data.folder, page: () => page, browser: () => browser });

      if (drawing === 'webgl') {
        it('paints land and sea', async () => {
          await page.keyboard.press('3');
          await page.locator('[data-testid="map-canvas"][data-drawn="true"]').waitFor();
          const png = await page.getByTestId('map-canvas').screenshot();
          expect(await coloursIn(browser, png)).toBeGreaterThan(10);
        });

        it('takes a plan by its corners from the view, and shows it', async () => {
          await page.keyboard.press('1');
          await page.getByTestId('map-plan-button').click();
          const image = { name: 'hall.png', mimeType: 'image/png', buffer: PIXEL };
          await page.getByTestId('plan-file').setInputFiles(image);
          await page.getByTestId('plan-take-view').click();
          await page.getByTestId('plan-confirm').click();
          await page.getByTestId('plan-file').waitFor({ state: 'detached' });
          await page.getByTestId('map-plan').waitFor();
          expect(await ask(data.folder, 'sites.map', { site: 'RIVER-01' })).toMatchObject({
            ok: true,
            value: { plan: { name: 'hall.png', media_type: 'image/png' } },
          });
        });

        it('says quietly that a map file is no map, and draws one that is', async () => {
          const file = join(data.folder, 'map.pmtiles');
          writeFileSync(file, 'no map'.repeat(50));
          await page.keyboard.press('3');
          const note = page.getByTestId('map-footnote');
          await note.filter({ hasText: 'not a PMTiles archive' }).waitFor();
          const tiles = [{ z: 0, x: 0, y: 0, data: PIXEL }];
          writeFileSync(file, pmtilesOf({ type: 2, tiles, metadata: { attribution: 'By <b>Ada</b>' } }));
          await page.keyboard.press('1');
          await page.keyboard.press('3');
          await note.filter({ hasText: 'By Ada' }).waitFor();
          await page.locator('[data-testid="map-canvas"][data-drawn="true"]').waitFor();
          expect(await note.textContent()).not.toContain('could not be read');
        });
      }

      it('asked nobody but its own host, broke no policy and threw nothing', () => {
        expect({ elsewhere, errors, policy }).toEqual({ elsewhere: [], errors: [], policy: [] });
      });
    });
});
