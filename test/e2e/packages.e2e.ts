import { execFileSync, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { layEngine } from '#packaging/engine.ts';
import { axeFindings } from './axe.ts';
import { type LoopbackRun, launchBrowser, launchLoopback, openWindow, tempData } from './launch.ts';
import { sayName } from './person.ts';

describe.runIf(process.platform === 'linux')('the package of the engine', () => {
  const data = tempData();
  const files = join(data.folder, 'package');
  const lib = join(files, 'usr/lib/vigil-engine');
  const options = {
    cwd: data.folder,
    env: { VIGIL_DATA: join(data.folder, 'engine'), VIGIL_BALLAST: '1' },
    encoding: 'utf8',
  } as const;
  /** The command line of the package, with nothing of the project within its reach. */
  const vigil = (...argv: readonly string[]): string =>
    execFileSync(join(lib, 'bin/node'), [join(lib, 'program/out/main/cli.js'), ...argv], options);

  beforeAll(() => void layEngine(files, process.arch));
  afterAll(() => data.remove());

  it('audits, tells of it and prints, with nothing but what is in it', () => {
    vigil(
      'simulate',
      '--sites',
      '2',
      '--days',
      '1',
      '--seed',
      '4',
      '--start',
      '2026-01-05T00:00:00Z',
      '--out',
      'sample',
    );
    vigil('import', join('sample', 'sites.yaml'));
    vigil('ingest', join('sample', 'telemetry.ndjson'));
    vigil('replay', '--from', '2026-01-05T00:00:00Z', '--to', '2026-01-06T00:00:00Z');
    expect(JSON.parse(vigil('sites', '--json').split('\n')[0] ?? '')).toHaveProperty('code');
    vigil('report', 'handover', '--since', '2026-01-05T00:00:00Z', '--out', 'handover.pdf');
    expect(readFileSync(join(data.folder, 'handover.pdf')).subarray(0, 5).toString()).toBe('%PDF-');
  });

  it('serves its screens, and ends orderly when the service is stopped', async () => {
    const unit = readFileSync(join(files, 'usr/lib/systemd/system/vigil-engine.service'), 'utf8');
    const [program = '', ...argv] = (/^ExecStart=(.*)$/m.exec(unit)?.[1] ?? '')
      .replace('$VIGIL_HOST_OPTIONS', '--port 0')
      .split(' ');
    const inPackage = (path: string) => (path.startsWith('/usr/') ? join(files, path) : path);
    const host = spawn(inPackage(program), argv.map(inPackage), {
      ...options,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const ended = new Promise((done) => host.once('close', done));
    const address = await new Promise<string>((done) => {
      host.stdout.on('data', (text) => {
        const found = /http:\S+/.exec(String(text));
        if (found !== null) done(found[0]);
      });
    });
    const page = await (await fetch(new URL('/', address))).text();
    expect(page).toContain('<title>Vigil</title>');
    host.kill('SIGTERM');
    expect(await ended).toBe(0);
  });

  it('holds the driver of one system, and nothing that is only used to build it', () => {
    const inside = execFileSync('find', [lib, '-type', 'f'], { encoding: 'utf8' }).split('\n');
    expect(inside.filter((file) => file.endsWith('.node'))).toEqual([
      join(lib, `program/node_modules/better-sqlite3/prebuilds/linux-${process.arch}.node`),
    ]);
    for (const name of ['electron', 'vite', 'vitest', 'react', 'typescript'])
      expect(inside.some((file) => file.includes(`/node_modules/${name}/`))).toBe(false);
  });
});

describe('about Vigil', () => {
  const data = tempData();
  let browser: Browser;
  let host: LoopbackRun;
  let page: Page;

  beforeAll(async () => {
    host = await launchLoopback(data.folder);
    browser = await launchBrowser();
    ({ page } = await openWindow(browser));
    await page.goto(host.address());
    await sayName(page);
  });
  afterAll(async () => {
    await browser?.close();
    await host?.stop();
    data.remove();
  });

  it('tells the version, the build, and whose work is part of it', async () => {
    await page.keyboard.press('Control+k');
    await page.keyboard.type('About Vigil');
    await page.keyboard.press('Enter');
    const { version } = JSON.parse(readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8'));
    await page.getByTestId('about-version').filter({ hasText: version }).waitFor();
    const licences = page.getByTestId('about-licences');
    for (const name of [
      'react ',
      'maplibre-gl ',
      'better-sqlite3 ',
      'pdfkit ',
      '@fontsource-variable/inter ',
    ])
      await licences.filter({ hasText: name }).waitFor();
    expect(await licences.textContent()).not.toContain('vitest ');
    expect(await axeFindings(page)).toEqual([]);
  });
});
