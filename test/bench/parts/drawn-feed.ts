import { setTimeout as pause } from 'node:timers/promises';
import type { CDPSession, Page } from 'playwright-core';
import type { Finding } from '#core/model/finding.ts';
import { SEVERITIES } from '#core/model/finding.ts';
import { MINUTE } from '#core/model/time.ts';
import { openStore } from '#main/adapters/sqlite/store.ts';
import { databaseFile } from '#main/adapters/system/data-folder.ts';
import { launchBrowser, launchLoopback, openWindow, tempData } from '#test/e2e/launch.ts';
import { ask } from '#test/e2e/person.ts';
import { figuresOf, tenths } from '#test/kit/figures.ts';
import { findingWith } from '#test/kit/finding.ts';
import { fleetDocument } from '#test/kit/fleet.ts';
import { MIGRATIONS } from '#test/kit/temp-store.ts';
import type { TraceEvent } from './trace.ts';
import { frameWork } from './trace.ts';

const SITES = 1_000;
const BATCH = 5_000;
const SCROLLED_FRAMES = 300;
/** Three rows a frame, 180 a second: faster than anybody reads. */
const SCROLL_PX = 84;
const REPORTS = 40;
const ACKNOWLEDGED = 20;
const PATIENCE_MS = 240_000;

/** What was measured on a real page, in ms and MB, each with what it is to be read beside. */
export type DrawnFigure = {
  readonly figure: string;
  readonly goal: string;
  readonly measured: number;
  readonly beside: string;
};

/** That many open findings of the kind that no audit ends, at sites that are not audited: nothing changes by itself. */
function fill(folder: string, count: number): void {
  const store = openStore(databaseFile(folder), { migrations: MIGRATIONS, profile: 'durable' });
  const now = Date.now();
  const numbered = (number: number): Finding => {
    const site = `S-${(number % SITES) + 1}`;
    return findingWith({
      id: `F-${String(number).padStart(12, '0')}`,
      site,
      scope_key: site,
      finding_type: 'MANUAL',
      severity: SEVERITIES[(number * 7) % SEVERITIES.length] ?? 'LOW',
      status: number % 4 === 0 ? 'ACKNOWLEDGED' : 'NEW',
      acknowledged_by: number % 4 === 0 ? 'local:Bo' : null,
      subject: `report:${number}`,
      detected_at: now - number * MINUTE,
      title: `Door ${number} open`,
      message: `Reported by a person at ${site}`,
    });
  };
  for (let first = 0; first < count; first += BATCH) {
    const batch = Array.from({ length: Math.min(BATCH, count - first) }, (_, place) =>
      numbered(first + place),
    );
    store.transaction(() => store.findings.save(batch));
  }
  store.close();
}

/** Notes in the page when the first row had been drawn, in ms since the page was asked for. */
function watchFirstRow(): void {
  const look = () => {
    if (document.querySelector('[data-testid="feed-row"]') === null) return;
    observer.disconnect();
    // The frame after the one in which it stands in the document has it on the screen.
    requestAnimationFrame(() =>
      requestAnimationFrame(() => Object.assign(globalThis, { vigilFirstRow: performance.now() })),
    );
  };
  const observer = new MutationObserver(look);
  observer.observe(document, { subtree: true, childList: true });
}

const global = <T>(page: Page, name: string): Promise<T> =>
  page
    .waitForFunction((key) => (globalThis as unknown as Record<string, T>)[key], name, {
      timeout: PATIENCE_MS,
    })
    .then((handle) => handle.jsonValue() as Promise<T>); // safe: set by the scripts of this file

async function traced(cdp: CDPSession, work: () => Promise<unknown>): Promise<readonly TraceEvent[]> {
  const events: TraceEvent[] = [];
  // Safe: the protocol says so.
  cdp.on('Tracing.dataCollected', ({ value }) => events.push(...(value as unknown as TraceEvent[])));
  const done = new Promise<void>((resolve) => cdp.once('Tracing.tracingComplete', () => resolve()));
  const categories = 'devtools.timeline,disabled-by-default-devtools.timeline,v8';
  await cdp.send('Tracing.start', { categories, transferMode: 'ReportEvents' });
  await work();
  await cdp.send('Tracing.end');
  await done;
  return events;
}

/** Moves the list by `px` in each of `frames` frames. */
const scroll = (page: Page, px: number): Promise<void> =>
  page.evaluate(
    ([step, frames]) =>
      new Promise<void>((resolve) => {
        const scroller = document.getElementById('feed')?.parentElement;
        let left = frames ?? 0;
        const turn = () => {
          if (scroller) scroller.scrollTop += step ?? 0;
          left -= 1;
          if (left > 0) requestAnimationFrame(turn);
          else resolve();
        };
        requestAnimationFrame(turn);
      }),
    [px, SCROLLED_FRAMES],
  );

/** Goes to the end of the list until everything is loaded. */
const loadAll = (page: Page, count: number): Promise<unknown> =>
  page.waitForFunction(
    (wanted) => {
      const scroller = document.getElementById('feed')?.parentElement;
      if (scroller) scroller.scrollTop = scroller.scrollHeight;
      const text = document.querySelector('[data-testid="feed-count"]')?.textContent ?? '';
      return text.startsWith(`${wanted.toLocaleString('en-GB')} finding`);
    },
    count,
    { polling: 20, timeout: PATIENCE_MS },
  );

async function heapAfterGc(cdp: CDPSession): Promise<number> {
  await cdp.send('HeapProfiler.collectGarbage');
  await cdp.send('HeapProfiler.collectGarbage');
  const { usedSize } = await cdp.send('Runtime.getHeapUsage');
  return tenths(usedSize / 1_048_576);
}

/** Notes in the page when the chip of what waits has been drawn with another text. */
function watchChip(): void {
  const drawn: number[] = [];
  let known = '';
  const look = () => {
    const text = document.querySelector('[data-testid="new-findings"]')?.textContent ?? '';
    if (text === known) return;
    known = text;
    requestAnimationFrame(() => requestAnimationFrame(() => drawn.push(Date.now())));
  };
  new MutationObserver(look).observe(document, { subtree: true, childList: true, characterData: true });
  Object.assign(globalThis, { vigilDrawn: drawn });
}

const drawnCount = (page: Page) =>
  page.evaluate(() => (globalThis as unknown as { vigilDrawn: number[] }).vigilDrawn.length);

/** From the answer to the command, which is after its commit, to the frame that tells of it. */
async function committedToDrawn(page: Page, folder: string): Promise<{ drawn: number[]; command: number[] }> {
  const times: { drawn: number[]; command: number[] } = { drawn: [], command: [] };
  await page.evaluate(watchChip);
  for (let turn = 0; turn < REPORTS; turn += 1) {
    const before = await drawnCount(page);
    const sentAt = Date.now();
    const report = { site: `S-${turn + 1}`, severity: 'CRITICAL', category: 'SECURITY', note: 'Seen.' };
    await ask(folder, 'findings.report', { ...report, title: `Alarm ${turn}` });
    const committedAt = Date.now();
    await page.waitForFunction(
      (known) => (globalThis as unknown as { vigilDrawn: number[] }).vigilDrawn.length > known,
      before,
      { polling: 10, timeout: PATIENCE_MS },
    );
    const at = await page.evaluate(
      (place) => (globalThis as unknown as { vigilDrawn: number[] }).vigilDrawn[place] ?? 0,
      before,
    );
    times.drawn.push(Math.max(0, at - committedAt));
    times.command.push(committedAt - sentAt);
    await pause(150 + turn * 7);
  }
  return times;
}

/** Notes in the page how long it takes from the key `a` until the row under the cursor has been drawn as acknowledged. */
function watchAcknowledge(): void {
  const times: number[] = [];
  document.addEventListener(
    'keydown',
    ({ key }) => {
      if (key !== 'a') return;
      const pressedAt = performance.now();
      const row = document.querySelector('[data-testid="feed-row"][data-cursor="true"]');
      const look = () => {
        if (!row?.textContent?.includes('ACK')) return;
        observer.disconnect();
        requestAnimationFrame(() => requestAnimationFrame(() => times.push(performance.now() - pressedAt)));
      };
      const observer = new MutationObserver(look);
      if (row !== null) observer.observe(row, { subtree: true, childList: true, characterData: true });
    },
    true,
  );
  Object.assign(globalThis, { vigilTimes: times });
}

async function acknowledgements(page: Page): Promise<readonly number[]> {
  await page.keyboard.press('n');
  await page.locator('#feed').focus();
  await page.keyboard.press('Home');
  await page.evaluate(watchAcknowledge);
  for (let turn = 1; turn <= ACKNOWLEDGED; turn += 1) {
    await pause(200);
    await page.keyboard.press('a');
    await page.waitForFunction(
      (wanted) => (globalThis as unknown as { vigilTimes: number[] }).vigilTimes.length >= wanted,
      turn,
      { timeout: PATIENCE_MS },
    );
    await page.keyboard.press('j');
  }
  return page.evaluate(() => (globalThis as unknown as { vigilTimes: number[] }).vigilTimes);
}

/** The feed with that many open findings in a real browser, on the built host. */
export async function measureDrawn(findings: number): Promise<readonly DrawnFigure[]> {
  const data = tempData();
  fill(data.folder, findings);
  const host = await launchLoopback(data.folder);
  const browser = await launchBrowser();
  try {
    const fleet = fleetDocument({ sites: SITES, site: () => ({ tours: [], audit: { enabled: false } }) });
    const files = [{ name: 'sites.json', text: JSON.stringify(fleet) }];
    await ask(data.folder, 'configuration.import', { files, dry_run: false });
    await ask(data.folder, 'identity.set', { name: 'Ada' });
    const { page } = await openWindow(browser);
    page.setDefaultTimeout(PATIENCE_MS);
    await page.addInitScript(watchFirstRow);
    await page.goto(host.address());
    const firstRow = await global<number>(page, 'vigilFirstRow');
    const shell = await page.evaluate(
      () => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0,
    );
    const cdp = await page.context().newCDPSession(page);
    await pause(2_000);
    const first = await heapAfterGc(cdp);
    const still = figuresOf(frameWork(await traced(cdp, () => scroll(page, 0))));
    const moving = figuresOf(frameWork(await traced(cdp, () => scroll(page, SCROLL_PX))));
    await loadAll(page, findings);
    const heap = await heapAfterGc(cdp);
    await page.evaluate(() => document.getElementById('feed')?.parentElement?.scrollTo(0, 0));
    const deep = figuresOf(frameWork(await traced(cdp, () => scroll(page, SCROLL_PX))));
    await page.evaluate(() => document.getElementById('feed')?.parentElement?.scrollTo(0, 0));
    await pause(500);
    const { drawn, command } = await committedToDrawn(page, data.folder);
    const told = figuresOf(drawn);
    const commands = figuresOf(command);
    const confirmed = figuresOf(await acknowledgements(page));
    const all = `all ${findings.toLocaleString('en-GB')} loaded`;
    return [
      {
        figure: 'first row drawn, ms',
        goal: '< 1,000',
        measured: tenths(firstRow),
        beside: `an empty frame: ${tenths(shell)}`,
      },
      {
        figure: 'script and layout a frame while scrolling, p95 ms',
        goal: '< 8',
        measured: moving.p95,
        beside: `standing still: ${still.p95}`,
      },
      {
        figure: `the same with ${all}, p95 ms`,
        goal: '< 8',
        measured: deep.p95,
        beside: `standing still: ${still.p95}`,
      },
      { figure: `heap after GC, ${all}, MB`, goal: '< 250', measured: heap, beside: `first page: ${first}` },
      {
        figure: `committed to drawn, ${all}, p95 ms`,
        goal: '< 250',
        measured: told.p95,
        beside: `p50 ${told.p50}; the command itself: p95 ${commands.p95}`,
      },
      {
        figure: `acknowledge to confirmed, ${all}, p95 ms`,
        goal: '< 100',
        measured: confirmed.p95,
        beside: `p50 ${confirmed.p50}; two frames: 33`,
      },
    ];
  } finally {
    await browser.close();
    await host.stop();
    data.remove();
  }
}
