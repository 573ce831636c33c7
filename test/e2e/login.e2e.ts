import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type ElectronRun,
  launchBrowser,
  launchElectron,
  launchLoopback,
  openWindow,
  tempData,
} from './launch.ts';
import { sayName } from './person.ts';

const toEngine = async (page: Page) => {
  await page.keyboard.press('5');
  return page.getByTestId('login-state');
};

describe('the desktop program', () => {
  const data = tempData();
  const config = tempData();
  const file = join(config.folder, 'autostart/vigil.desktop');
  let run: ElectronRun;
  beforeAll(async () => {
    Object.assign(process.env, {
      XDG_CONFIG_HOME: config.folder,
      APPIMAGE: join(config.folder, 'Vigil.AppImage'),
    });
    run = await launchElectron(data.folder);
    await sayName(run.page);
  });
  afterAll(async () => {
    await run.quit();
    for (const name of ['XDG_CONFIG_HOME', 'APPIMAGE']) delete process.env[name];
    data.remove();
    config.remove();
  });

  it('is not started at login unless somebody turns it on, by keys alone', async () => {
    const state = await toEngine(run.page);
    await state.getByText('Off.').waitFor();
    expect(existsSync(file)).toBe(false);
    await run.page
      .getByTestId('doctor')
      .getByText('started by a person alone')
      .waitFor({ state: 'attached' });
    await run.page.getByTestId('login-on').focus();
    await run.page.keyboard.press('Enter');
    await state.getByText('On.').waitFor();
    expect(readFileSync(file, 'utf8')).toContain(`Exec="${config.folder}/Vigil.AppImage"`);
  });

  it('says so in its state, to the doctor and in the audit trail', async () => {
    await run.page.getByText('started at login', { exact: true }).waitFor();
    await run.page.getByTestId('doctor-look').click();
    await run.page
      .getByTestId('doctor')
      .getByText('started when somebody signs in')
      .waitFor({ state: 'attached' });
    await run.page.keyboard.press('C');
    await run.page.getByText('Login set').first().waitFor();
  });

  it('takes its entry away', async () => {
    const state = await toEngine(run.page);
    await run.page.getByTestId('login-off').click();
    await state.getByText('Off.').waitFor();
    expect(existsSync(file)).toBe(false);
  });
});

it.each([
  ['systemd', 'The engine is a service'],
  [undefined, 'This engine was started by a person'],
])('tells in the browser who starts an engine whose unit says %s', async (service, told) => {
  const data = tempData();
  if (service !== undefined) process.env.VIGIL_SERVICE = service;
  const host = await launchLoopback(data.folder);
  delete process.env.VIGIL_SERVICE;
  const browser = await launchBrowser();
  try {
    const { page, complaints } = await openWindow(browser);
    await page.goto(host.address());
    await sayName(page);
    const state = await toEngine(page);
    await state.getByText(told).waitFor();
    expect(await page.getByTestId('login-on').count()).toBe(0);
    expect(complaints).toEqual({ policy: [], errors: [] });
  } finally {
    await browser.close();
    await host.stop();
    data.remove();
  }
});
