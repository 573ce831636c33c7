import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { methods } from '#contract/index.ts';
import { writeAttachment } from '#main/adapters/lan/attachment.ts';
import { type Cable, layCable } from '#test/kit/lan.ts';
import { axeFindings } from './axe.ts';
import { type LoopbackRun, launchBrowser, launchLoopback, openWindow, tempData } from './launch.ts';
import { ask, importSite, sayName } from './person.ts';

const SECRET = 'a good long secret';
const REPORT = {
  site: 'RIVER-01',
  severity: 'CRITICAL',
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
const row = (page: Page, title: string) => page.getByTestId('feed-row').filter({ hasText: title });
const banner = (page: Page) => page.getByTestId('link-banner');
const status = (page: Page) => page.getByTestId('link-status');
const isAttached = (page: Page) =>
  expect.poll(() => status(page).getAttribute('data-state'), { timeout: 15_000 }).toBe('CONNECTED');

describe('three workstations and one engine', () => {
  const engineData = tempData();
  const adasData = tempData();
  const bobsData = tempData();
  let browser: Browser;
  let engine: LoopbackRun;
  let adas: LoopbackRun;
  let bobs: LoopbackRun;
  let cable: Cable;
  let root: Page;
  let ada: Page;
  let bob: Page;
  let code = '';
  const complaints: { readonly errors: string[]; readonly policy: string[] }[] = [];

  /** Asks the engine as its administrator does on its own machine. */
  const administer = async (method: string, input: unknown) => {
    const reply = await ask(engineData.folder, method, input);
    if (reply?.ok !== true) throw new Error(`${method}: ${JSON.stringify(reply)}`);
    return reply.value;
  };
  const lanState = async () => methods['lan.state'].output.parse(await administer('lan.state', {}));
  const windowOf = async (run: LoopbackRun) => {
    const opened = await openWindow(browser);
    complaints.push(opened.complaints);
    await opened.page.goto(run.address());
    return opened.page;
  };
  const inBoth = async (page: Page) => {
    for (const colorScheme of ['dark', 'light'] as const) {
      await page.emulateMedia({ colorScheme });
      expect(await axeFindings(page)).toEqual([]);
    }
  };

  beforeAll(async () => {
    [engine, adas, browser] = await Promise.all([
      launchLoopback(engineData.folder),
      launchLoopback(adasData.folder),
      launchBrowser(),
    ]);
    await importSite(engineData.folder);
    await administer('findings.report', REPORT);
    await administer('accounts.turn_on', { name: 'Root', secret: SECRET });
    for (const name of ['Ada', 'Bob'])
      await administer('accounts.add', { name, role: 'operator', secret: SECRET });
    await administer('lan.configure', { on: true, address: '127.0.0.1', port: 0 });
    const { port, state } = await lanState();
    expect(state).toBe('LISTENING');
    cable = await layCable(port);
    root = await windowOf(engine);
    await signIn(root, 'Root');
  });
  afterAll(async () => {
    await browser.close();
    await cable.close();
    await Promise.all([engine.stop(), adas.stop(), bobs?.stop()]);
    for (const data of [engineData, adasData, bobsData]) data.remove();
  });

  it('show the administrator the code of the engine, and who is attached', async () => {
    await root.keyboard.press('D');
    code = (await root.getByTestId('lan-code').textContent()) ?? '';
    expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){5}[0-9A-HJKMNP-TV-Z]{4}$/);
    await root.getByText('No workstation is attached.').waitFor();
    await inBoth(root);
    await root.keyboard.press('Escape');
  });

  it('are attached on the screen, once a person has seen the same code there', async () => {
    ada = await windowOf(adas);
    await sayName(ada);
    await ada.keyboard.press('D');
    await ada.getByTestId('attach-address').fill(`127.0.0.1:${cable.port}`);
    await ada.keyboard.press('Enter');
    await expect.poll(() => ada.getByTestId('attach-code').textContent()).toBe(code);
    await inBoth(ada);
    await ada.getByTestId('attach').click();
    await adas.ended;
    // What ran it starts it again, and the open page comes back by itself.
    adas = await launchLoopback(adasData.folder, adas.port);
    await signIn(ada, 'Ada');
    await isAttached(ada);
    await row(ada, 'Door forced').waitFor();
    await inBoth(ada);
  });

  it('are attached by a file of the command line too, and stand in the list of the engine', async () => {
    const look = { host: '127.0.0.1', port: cable.port };
    const { readAttachment } = await import('#main/adapters/lan/attachment.ts');
    const fingerprint = readAttachment(adasData.folder)?.fingerprint ?? '';
    writeAttachment(bobsData.folder, { ...look, fingerprint });
    bobs = await launchLoopback(bobsData.folder);
    bob = await windowOf(bobs);
    await signIn(bob, 'Bob');
    await isAttached(bob);
    expect((await lanState()).stations).toHaveLength(2);
  });

  it('show each other who looks at a finding', async () => {
    await ada.keyboard.press('j');
    await row(bob, 'Door forced').getByTestId('row-watched').waitFor();
    await row(root, 'Door forced').getByTestId('row-watched').waitFor();
    await bob.keyboard.press('j');
    await expect.poll(() => bob.getByTestId('finding-watched').textContent()).toContain('Ada');
    await expect.poll(() => ada.getByTestId('finding-watched').textContent()).toContain('Bob');
    await inBoth(bob);
  });

  it('have an acknowledgement at one of them on the screens of the others', async () => {
    await ada.keyboard.press('a');
    for (const page of [ada, bob, root])
      await expect.poll(() => row(page, 'Door forced').textContent()).toContain('Ada');
  });

  it('say when the cable is out, keep what was there, do nothing unseen, and go on when it is back', async () => {
    cable.cut();
    for (const page of [ada, bob]) {
      await banner(page).waitFor();
      expect(await status(page).getAttribute('data-state')).toBe('LOST');
      await row(page, 'Door forced').waitFor();
    }
    expect(await banner(ada).textContent()).toContain('is lost since');
    await inBoth(ada);
    await ada.keyboard.press('e');
    await ada.keyboard.type('Nobody answers at the gate');
    await ada.keyboard.press('Control+Enter');
    await ada.getByText('This was not done').first().waitFor();

    await administer('findings.report', { ...REPORT, title: 'Second door' });
    // Nobody looks any more, as far as the others know.
    await row(root, 'Door forced').getByTestId('row-watched').waitFor({ state: 'detached', timeout: 20_000 });
    cable.mend();
    for (const page of [ada, bob]) {
      await isAttached(page);
      await banner(page).waitFor({ state: 'detached' });
      await page.getByText('Second door').first().waitFor();
    }
  });

  it('come back, still signed in, after the engine’s program was killed and started again', async () => {
    await engine.kill();
    await banner(ada).waitFor();
    engine = await launchLoopback(engineData.folder, engine.port);
    await administer('lan.configure', {});
    cable.leadTo((await lanState()).port);
    for (const page of [ada, bob]) {
      await isAttached(page);
      await banner(page).waitFor({ state: 'detached' });
      await expect.poll(() => page.getByTestId('seat').textContent()).toMatch(/Ada|Bob/);
    }
    await administer('findings.report', { ...REPORT, title: 'Third door' });
    for (const page of [ada, bob, root]) await page.getByText('Third door').first().waitFor();
  });

  it('had no page that broke a rule or reached out', () => {
    for (const { errors, policy } of complaints) expect([errors, policy]).toEqual([[], []]);
  });
});
