import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Receiver, testReceiver } from '#test/kit/receiver.ts';
import { axeFindings } from './axe.ts';
import {
  type Complaints,
  type LoopbackRun,
  launchBrowser,
  launchLoopback,
  openWindow,
  tempData,
} from './launch.ts';
import { ask, importSite } from './person.ts';

const SECRET = 'a good long secret';
const REPORT = {
  site: 'RIVER-01',
  severity: 'HIGH',
  title: 'Door forced',
  category: 'SECURITY',
  note: 'Seen by the desk',
};

async function signIn(page: Page, name: string): Promise<void> {
  await page.getByTestId('sign-in-name').fill(name);
  await page.getByTestId('sign-in-secret').fill(SECRET);
  await page.keyboard.press('Enter');
  await page.getByTestId('seat').filter({ hasText: name }).waitFor();
}
const inBoth = async (page: Page) => {
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await axeFindings(page)).toEqual([]);
  }
};

describe('actions outside', () => {
  const data = tempData();
  const keys = tempData();
  const complaints: Complaints[] = [];
  let receiver: Receiver;
  let host: LoopbackRun;
  let browser: Browser;
  let root: Page;
  let ada: Page;

  const windowOf = async (name: string) => {
    const opened = await openWindow(browser);
    complaints.push(opened.complaints);
    await opened.page.goto(host.address());
    await signIn(opened.page, name);
    return opened.page;
  };

  beforeAll(async () => {
    receiver = await testReceiver();
    process.env.VIGIL_KEY_FILE = join(keys.folder, 'words');
    writeFileSync(process.env.VIGIL_KEY_FILE, 'words that nobody will ever guess\n');
    [host, browser] = await Promise.all([launchLoopback(data.folder), launchBrowser()]);
    await importSite(data.folder);
    await ask(data.folder, 'findings.report', REPORT);
    await ask(data.folder, 'accounts.turn_on', { name: 'Root', secret: SECRET });
    await ask(data.folder, 'accounts.add', { name: 'Ada', role: 'operator', secret: SECRET });
    root = await windowOf('Root');
    ada = await windowOf('Ada');
  });
  afterAll(async () => {
    delete process.env.VIGIL_KEY_FILE;
    await browser.close();
    await host.stop();
    await receiver[Symbol.asyncDispose]();
    for (const each of [data, keys]) each.remove();
  });

  it('are set up by an administrator, who is told what a template must not hold', async () => {
    await root.keyboard.press('U');
    await root.getByText('No messages here.').waitFor();
    await inBoth(root);
    await root.getByTestId('actions-setup').click();
    await root.getByTestId('rails-allowed').fill(`127.0.0.1:${receiver.port} inside`);
    await root.getByTestId('rails-save').click();
    await expect.poll(() => root.getByTestId('rails-save').isDisabled()).toBe(true);
    await root.getByTestId('action-add').click();
    await root.getByTestId('action-kind').selectOption('SMS');
    await root.getByTestId('action-title').fill('SMS to the guard');
    await root.getByTestId('action-url').fill(`http://127.0.0.1:${receiver.port}/sms`);
    await root.getByTestId('action-secret').fill('open sesame');
    await root.getByTestId('action-template').fill('{"to":"{{guard.phone}}"}');
    await root.getByTestId('action-save').click();
    await root.getByText('found {{guard.phone}}').waitFor();
    await inBoth(root);
    await root.getByTestId('action-template').fill('{"to":"+49","text":"{{finding.title}}"}');
    await root.getByTestId('action-save').click();
    await root.getByText('send_sms', { exact: true }).waitFor();
    await root.getByTestId('escalation-add').click();
    await root.getByTestId('escalation-role').selectOption('supervisor');
    await root.getByTestId('escalation-chain').fill('area_manager');
    await root.getByText('Write a role and its minutes').waitFor();
    await root.getByTestId('escalation-chain').fill('area_manager 15');
    await root.getByTestId('escalation-again').fill('10');
    await root.getByTestId('escalation-hours').fill('DAILY 22:00-06:00');
    await inBoth(root);
    await root.getByTestId('escalation-save').click();
    await root.getByText('area manager +15 min').waitFor();
    await root.getByText('DAILY 22:00-06:00').waitFor();
    expect(await root.content()).not.toContain('sesame');
    await inBoth(root);
    await root.getByTestId('actions-setup').click();
    await root.keyboard.press('1');
  });

  it('are asked for about a finding by one key, with exactly what would be sent', async () => {
    await ada.keyboard.press('1');
    await ada.getByTestId('feed-row').first().waitFor();
    await ada.keyboard.press('j');
    await ada.keyboard.press('y');
    await ada.getByTestId('request-action').selectOption('send_sms');
    await ada.getByText('{"to":"+49","text":"Door forced"}').waitFor();
    await inBoth(ada);
    await ada.getByTestId('request-reason').fill('Nobody answers at the gate');
    await ada.keyboard.press('Control+Enter');
    await ada.getByText('It waits for the approval of somebody else').waitFor();
    await ada.keyboard.press('U');
    await ada.getByTestId('message').waitFor();
    expect(await ada.getByTestId('message-approve').count()).toBe(0);
    expect(receiver.received).toEqual([]);
  });

  it('go when somebody else has read and approved them, and are told on every screen', async () => {
    await root.getByRole('button', { name: '1 to approve' }).click();
    await root.getByTestId('message').waitFor();
    await inBoth(root);
    await root.getByTestId('message-approve').click();
    await receiver.got(1);
    expect(receiver.received).toMatchObject([
      {
        path: '/sms',
        body: '{"to":"+49","text":"Door forced"}',
        headers: { authorization: 'Bearer open sesame' },
      },
    ]);
    await ada.getByTestId('list-ENDED').click();
    await ada.getByText('arrived').first().waitFor();
  });

  it('are all stopped by whoever sees them go wrong, and go on when an administrator lets them', async () => {
    await ada.getByTestId('actions-stop').click();
    await ada.getByLabel('What is wrong?').fill('wrong number');
    await ada.getByTestId('actions-stop-sure').click();
    await root.getByTestId('actions-stopped').waitFor();
    await inBoth(root);
    await root.getByTestId('actions-resume').click();
    await ada.getByTestId('actions-stopped').waitFor({ state: 'detached' });
  });

  it('are tried by an administrator with one marked message, whose answer is told', async () => {
    await root.getByTestId('actions-setup').click();
    await root.getByTestId('action-test-send_sms').click();
    await inBoth(root);
    await root.getByTestId('action-test-send').click();
    await root.getByText('It arrived: answered 204.').waitFor();
    expect(receiver.received.at(-1)).toMatchObject({
      body: expect.stringContaining('TEST message of Vigil'),
    });
    await inBoth(root);
    await root.keyboard.press('Escape');
    await root.getByTestId('action-test-send').waitFor({ state: 'detached' });
  });

  it('had no page that broke a rule or reached out', () => {
    for (const { errors, policy } of complaints) expect([errors, policy]).toEqual([[], []]);
  });
});
