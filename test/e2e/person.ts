import type { Page } from 'playwright-core';
import { connectLocal } from '#main/hosts/local-socket/client.ts';

/** Asks the running engine as the command line does. */
export async function ask(dataFolder: string, method: string, input: unknown) {
  const client = await connectLocal(dataFolder);
  const reply = await client?.call({ name: 'tester', session: null }, method, input);
  client?.close();
  return reply;
}

/** A configuration of one site. */
const ONE_SITE = {
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
              {
                code: 'RIVER-01',
                name: 'North gate',
                timezone: 'Europe/Berlin',
                location: { lat: 52.5, lon: 13.4 },
              },
            ],
          },
        ],
      },
    ],
  }),
};
/** Imports the site. */
export const importSite = (dataFolder: string) =>
  ask(dataFolder, 'configuration.import', { files: [ONE_SITE], dry_run: false });

/** What the feed says when there is nothing to tell: the screen has asked the engine and got its answer. */
export const quiet = (page: Page) => page.getByText('0 findings', { exact: true });

/** Answers the one question that the screen asks a person at first. */
export async function sayName(page: Page): Promise<void> {
  await page.getByTestId('person-name').fill('Ada');
  await page.getByTestId('person-confirm').click();
  await page.getByTestId('person-name').waitFor({ state: 'detached' });
}
