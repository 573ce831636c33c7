import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SECOND } from '#core/model/time.ts';
import { type TestBroker, testBroker } from '#test/kit/mqtt-broker.ts';
import { SIGN_IN, type TestTraccar, testTraccar } from '#test/kit/traccar-server.ts';
import { axeFindings } from './axe.ts';
import {
  type Complaints,
  type LoopbackRun,
  launchBrowser,
  launchLoopback,
  openWindow,
  tempData,
} from './launch.ts';
import { ask, importSite, quiet, sayName } from './person.ts';

const ago = (seconds: number) => new Date(Date.now() - seconds * SECOND).toISOString();
const phone = (site: string, seconds: number) =>
  JSON.stringify({ type: 'phone_event', site, person: 'G-1', kind: 'app', ts: ago(seconds) });

describe('connectors and quarantine', () => {
  const data = tempData();
  let host: LoopbackRun;
  let broker: TestBroker;
  let traccar: TestTraccar;
  let browser: Browser;
  let page: Page;
  let complaints: Complaints;

  beforeAll(async () => {
    [host, broker, traccar] = await Promise.all([launchLoopback(data.folder), testBroker(), testTraccar()]);
    expect(await importSite(data.folder)).toMatchObject({ ok: true });
    browser = await launchBrowser();
    ({ page, complaints } = await openWindow(browser));
    await page.goto(host.address());
    await sayName(page);
    await quiet(page).waitFor();
  });
  afterAll(async () => {
    await browser?.close();
    await host?.stop();
    await broker?.[Symbol.asyncDispose]();
    await traccar?.[Symbol.asyncDispose]();
    data.remove();
  });
  const card = (title: string) => page.getByRole('region', { name: title, exact: true });

  it('open by their key, and show every way in with its state', async () => {
    await page.keyboard.press('6');
    await card('HTTP listener').getByText('Off').waitFor();
    await card('Drop folder').getByText('Off').waitFor();
    expect(await axeFindings(page)).toEqual([]);
  });

  it('are turned on, and tried for real', async () => {
    await page.getByTestId('turn-drop').click();
    await card('Drop folder').getByText('Working').waitFor();
    await page.getByTestId('test-drop').click();
    await page.getByText('Delete it done').waitFor();
  });

  it('show a new key once', async () => {
    await page.getByTestId('key-add').click();
    await page.getByLabel('Name of the sender').fill('radio');
    await page.getByTestId('key-save').click();
    const key = await page.getByTestId('fresh-key').textContent();
    expect(key).toMatch(/^vigil_/);
    expect(await axeFindings(page)).toEqual([]);
    await page.getByRole('button', { name: 'I have it' }).click();
    expect(await page.content()).not.toContain(key);
    await page.getByRole('row', { name: /radio/ }).waitFor();
  });

  it('read a broker that is added, tell how it fares, and keep its password to themselves', async () => {
    await page.getByTestId('mqtt-add').click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Name', { exact: true }).fill('yard');
    await dialog.getByLabel(/^Address/).fill(`mqtt://127.0.0.1:${broker.port}`);
    await dialog.getByLabel('User name').fill('vigil');
    await dialog.getByLabel('Password').fill('hunter2-secret');
    await dialog.getByLabel('Topic', { exact: true }).fill('events/{site}');
    await dialog.getByLabel('Payload').selectOption('auto');
    expect(await axeFindings(page)).toEqual([]);
    await page.getByTestId('mqtt-save').click();
    await card('MQTT yard').getByText('Working').waitFor();
    await broker.publish('events/RIVER-01', phone('RIVER-01', 20));
    await broker.publish('events/NOWHERE', phone('NOWHERE', 10));
    await card('MQTT yard').getByText('1 accepted, 0 duplicates, 1 quarantined').waitFor();
    await page.getByTestId('test-mqtt:yard').click();
    await page.getByText('Subscribe to the topics done events/+').waitFor();
    expect(await page.content()).not.toContain('hunter2');
    expect(JSON.stringify(await ask(data.folder, 'connectors.list', {}))).not.toContain('hunter2');
  });

  it('ask a Traccar server that is added, and tell of how many devices', async () => {
    traccar.devices.push({ unique: 'nobody-7', heard: Date.now() });
    await page.getByTestId('traccar-add').click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Name', { exact: true }).fill('fleet');
    await dialog.getByLabel(/^Address/).fill(traccar.url);
    await dialog.getByLabel(/^User/).fill(SIGN_IN.user);
    await dialog.getByLabel('Password', { exact: true }).fill(SIGN_IN.password);
    expect(await axeFindings(page)).toEqual([]);
    await page.getByTestId('traccar-save').click();
    await card('Traccar fleet').getByText('Working').waitFor();
    await card('Traccar fleet').getByText('1 device', { exact: true }).waitFor();
    await page.getByTestId('test-traccar:fleet').click();
    await page.getByText('Read the last hour of one of them done').waitFor();
  });

  it('list what was refused by reason and source, take it in again, and discard it for a reason', async () => {
    await page.keyboard.press('Escape');
    await page.keyboard.press('7');
    await page.getByRole('button', { name: 'Unknown site, mqtt:yard: 1 line' }).click();
    await page.getByText('no site NOWHERE is configured').waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await page.getByTestId('quarantine-retry').click();
    await page.getByText('0 events taken in, 0 duplicates, 1 line refused again.').waitFor();
    await page.getByTestId('quarantine-discard').click();
    await page.getByLabel('Reason', { exact: true }).fill('The site was given up.');
    await page.getByTestId('quarantine-discard-sure').click();
    await page.getByText('1 line discarded.').waitFor();
    await page.getByText('Nothing was refused.').waitFor();
  });

  it('broke no rule of the page and threw nothing', () =>
    expect(complaints).toEqual({ policy: [], errors: [] }));
});
