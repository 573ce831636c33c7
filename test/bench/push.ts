/*
 * npm run bench -- push [TIMES]: how long a finding takes to an open screen: from a call for help (DURESS) and from an
 * audit of a silent site, each counted from before it is sent, so that receiving, storing and auditing are in the figure; and how
 * long until a screen shows that somebody at another window has acknowledged it. Goal: < 1 s to the screen.
 */
import { setTimeout as pause } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import type { Payload } from '#contract/index.ts';
import { MINUTE, toIso } from '#core/model/time.ts';
import { type LoopbackRun, launchBrowser, launchLoopback, openWindow, tempData } from '#test/e2e/launch.ts';
import { quiet, sayName } from '#test/e2e/person.ts';
import { calibration, figuresOf, loadAverage } from '#test/kit/figures.ts';
import { fleetDocument } from '#test/kit/fleet.ts';
import { openScreen, type Screen } from '#test/kit/screen.ts';

const times = Number(process.argv[2] ?? 20);
const GOAL_MS = 1_000;
/** What arrives in longer than this has not arrived. */
const PATIENCE_MS = 10_000;
/** Between two findings, growing a little each time: in step with no tick of the engine. */
const PAUSE_MS = 250;
const PAUSE_GROWS_MS = 17;

type Row = Payload<'findings.changed'>['rows'][number];

/** When one finding was where, in ms after it was sent. */
type Arrival = { readonly frame: number; readonly told: number; readonly row: number };

/** What the page notes about itself. */
type Seen = {
  readonly rows: Record<string, number>;
  readonly acknowledged: Record<string, number>;
  readonly announced: number[];
};

/**
 * Notes when each row stands in the document. A new finding that would move others is only announced; that is noted, and
 * then the announcement is pressed at once, as an operator would.
 */
function watchFeed(): void {
  const seen: Seen = { rows: {}, acknowledged: {}, announced: [] };
  const look = () => {
    for (const row of document.querySelectorAll<HTMLElement>('[data-testid="feed-row"]')) {
      const id = row.dataset.id ?? '';
      seen.rows[id] ??= Date.now();
      if (row.textContent.includes('ACK')) seen.acknowledged[id] ??= Date.now();
    }
    const button = document.querySelector<HTMLElement>('[data-testid="new-findings"]');
    if (button === null) return;
    seen.announced.push(Date.now());
    button.click();
  };
  new MutationObserver(look).observe(document, { subtree: true, childList: true, characterData: true });
  look();
  Object.assign(globalThis, { vigilSeen: seen });
}

/** When the page announced or showed a finding that was sent at `sentAt`, and when its row stood there. Rejects when it never does. */
async function arrivalOnPage(page: Page, id: string, sentAt: number): Promise<Pick<Arrival, 'told' | 'row'>> {
  const handle = await page.waitForFunction(
    (wanted) => {
      // Safe: set by watchFeed, in this page.
      const { rows, announced } = (globalThis as unknown as { vigilSeen: Seen }).vigilSeen;
      const row = rows[wanted];
      return row === undefined ? null : { row, announced };
    },
    id,
    { polling: 50, timeout: PATIENCE_MS },
  );
  const seen = await handle.jsonValue();
  if (seen === null) throw new Error(`no row of ${id}`);
  const told = Math.min(seen.row, ...seen.announced.filter((at) => at >= sentAt));
  return { told: told - sentAt, row: seen.row - sentAt };
}

/** The first pushed row of this kind that comes from now on, with the instant of its frame. */
function nextPush(screen: Screen, isWanted: (row: Row) => boolean): Promise<{ row: Row; at: number }> {
  return new Promise((resolve) => {
    const stop = screen.api.on('findings.changed', ({ rows }) => {
      const at = Date.now();
      const row = rows.find(isWanted);
      if (row === undefined) return;
      stop();
      resolve({ row, at });
    });
  });
}

type Parts = { readonly page: Page; readonly screen: Screen };

/** Sends `times` things, each of which makes one finding, and gives when each was where. */
async function measure(
  { page, screen }: Parts,
  send: (turn: number) => Promise<{ readonly ok: boolean }>,
  isWanted: (row: Row, turn: number) => boolean,
): Promise<readonly Arrival[]> {
  const arrivals: Arrival[] = [];
  for (let turn = 0; turn < times; turn += 1) {
    await pause(PAUSE_MS + turn * PAUSE_GROWS_MS);
    const pushed = nextPush(screen, (row) => isWanted(row, turn));
    const sentAt = Date.now();
    const reply = await send(turn);
    if (!reply.ok) throw new Error(JSON.stringify(reply));
    const { row, at } = await pushed;
    arrivals.push({ frame: at - sentAt, ...(await arrivalOnPage(page, row.id, sentAt)) });
  }
  return arrivals;
}

const siteOf = (turn: number): string => `S-${turn + 1}`;

/** Guards on duty around the clock who were last heard three hours ago, one at each site. */
async function prepare({ api }: Screen): Promise<void> {
  const document = fleetDocument({ sites: times, site: () => ({ tours: [] }) });
  const files = [{ name: 'sites.json', text: JSON.stringify(document) }];
  const imported = await api.call('configuration.import', { files, dry_run: false });
  const heardAt = toIso(Date.now() - 180 * MINUTE);
  const lines = Array.from({ length: times }, (_, turn) =>
    JSON.stringify({ type: 'phone_event', site: siteOf(turn), kind: 'app', ts: heardAt }),
  );
  const ingested = await ingest({ api }, lines);
  if (!imported.ok || !ingested.ok) throw new Error(JSON.stringify([imported, ingested]));
}

const ingest = ({ api }: Pick<Screen, 'api'>, lines: readonly string[]) =>
  api.call('telemetry.ingest', { file: 'bench.ndjson', first_line: 1, text: lines.join('\n') });

/** As of ten minutes ago, before the sites' first slots: so each counts as watched since it was last heard. */
const audits = (parts: Parts) =>
  measure(
    parts,
    (turn) => parts.screen.api.call('audit.run', { sites: [siteOf(turn)], at: Date.now() - 10 * MINUTE }),
    (row, turn) => row.finding_type === 'SILENT_SITE' && row.site === siteOf(turn),
  );

const callsForHelp = (parts: Parts) =>
  measure(
    parts,
    (turn) => {
      const call = { type: 'check_in', site: siteOf(0), person: `P-${turn}`, status: 'DURESS' };
      return ingest(parts.screen, [JSON.stringify({ ...call, ts: toIso(Date.now()) })]);
    },
    (row, turn) => row.finding_type === 'DURESS' && row.subject === `person:P-${turn}`,
  );

/** From the command of another window to the row that says so on this screen, for each call for help that is open. */
async function acknowledgements({ page, screen }: Parts): Promise<readonly number[]> {
  const open = await screen.api.call('findings.page', { filter: { type: 'DURESS', status: ['NEW'] } });
  if (!open.ok) throw new Error(open.fault.message);
  const took: number[] = [];
  for (const [turn, { id }] of open.value.rows.slice(0, times).entries()) {
    await pause(PAUSE_MS + turn * PAUSE_GROWS_MS);
    const sentAt = Date.now();
    const reply = await screen.api.call('findings.acknowledge', { ids: [id] });
    if (!reply.ok) throw new Error(reply.fault.message);
    const handle = await page.waitForFunction(
      // Safe: set by watchFeed, in this page.
      (wanted) => (globalThis as unknown as { vigilSeen: Seen }).vigilSeen.acknowledged[wanted] ?? null,
      id,
      { polling: 50, timeout: PATIENCE_MS },
    );
    took.push(((await handle.jsonValue()) ?? Number.NaN) - sentAt);
  }
  return took;
}

/** The address of one more window: the host prints a new one after each that was used. */
async function addressAfter(host: LoopbackRun, used: string): Promise<string> {
  for (let waited = 0; waited < PATIENCE_MS; waited += 10) {
    if (host.address() !== used) return host.address();
    await pause(10);
  }
  throw new Error('there was no address for one more window');
}

const figures = (arrivals: readonly Arrival[]) => ({
  'frame at a socket': figuresOf(arrivals.map(({ frame }) => frame)),
  'told on the screen': figuresOf(arrivals.map(({ told }) => told)),
  'row on the screen': figuresOf(arrivals.map(({ row }) => row)),
});

const data = tempData();
const host = await launchLoopback(data.folder);
const browser = await launchBrowser();
try {
  const used = host.address();
  const screen = await openScreen(used);
  const { page } = await openWindow(browser);
  await page.goto(await addressAfter(host, used));
  await sayName(page);
  await quiet(page).waitFor();
  await prepare(screen);
  await page.evaluate(watchFeed);
  const machine = calibration();
  const load = loadAverage();
  const audit = figures(await audits({ page, screen }));
  const duress = figures(await callsForHelp({ page, screen }));
  const acknowledged = { 'row says so': figuresOf(await acknowledgements({ page, screen })) };
  screen.close();
  console.log(`From an audit of a silent site, ms (${times} times; goal < ${GOAL_MS} to the screen)`);
  console.table(audit);
  console.log('From a call for help, ms');
  console.table(duress);
  console.log('From the acknowledgement at another window, ms');
  console.table(acknowledged);
  console.log(`calibration ${machine} ms; load ${load}`);
  console.log(
    JSON.stringify({
      bench: 'push',
      goal_ms: GOAL_MS,
      calibration: machine,
      load,
      audit,
      duress,
      acknowledged,
    }),
  );
} finally {
  await browser.close();
  await host.stop();
  data.remove();
}
