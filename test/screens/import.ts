import type { Page } from 'playwright-core';
import { fleetDocument } from '#test/kit/fleet.ts';

const text = (name: string, content: string) => ({
  name,
  mimeType: 'text/plain',
  buffer: Buffer.from(content),
});
const event = (site: string, minute: number) =>
  `${JSON.stringify({ type: 'phone_event', site, ts: `2026-01-05T10:${minute}:00Z`, person: 'G-1' })}\n`;
const ROWS = Array.from(
  { length: 15 },
  (_, row) => `05.01.2026;9:${10 + row};S-${1 + (row % 3)};G-1;C-${row}\n`,
);
const FILES = [
  text('fleet.json', JSON.stringify(fleetDocument({ sites: 400 }))),
  text('phones.ndjson', `${event('S-1', 11)}${event('S-2', 12)}${event('S-9999', 13)}nonsense\n`),
  text('pen.csv', `Datum;Uhrzeit;Objekt;Wächter;Punkt\n${ROWS.join('')}`),
];
const WRONG = text(
  'wrong.yaml',
  'version: 1\ntenants:\n  - code: T-1\n    name: Tenant 1\n    audit: { sensitivty: HIGH, evidence_lookback_minutes: 9 }\n',
);

/** Every step of the import, one after the other, and a file that is wrong. */
export async function importPictures(
  page: Page,
  picture: (page: Page, name: string) => Promise<void>,
): Promise<void> {
  const choose = (...files: typeof FILES) => page.getByTestId('import-files').setInputFiles(files);
  const next = () => page.locator('[data-testid="import-next"]:enabled').click();
  await page.keyboard.press('i');
  await page.getByTestId('import-choose').waitFor();
  await picture(page, 'import-empty');
  await choose(...FILES);
  await page.getByText('5 columns').waitFor();
  await picture(page, 'import-files');
  await next();
  await page.getByLabel('What fills tour').selectOption('fixed');
  await page.getByLabel('Text of tour').fill('T-1');
  await page.getByTestId('import-sample').getByText('checkpoint scan').first().waitFor();
  await picture(page, 'import-columns');
  await next();
  await page.locator('[data-testid="import-confirm"]:enabled').waitFor();
  await picture(page, 'import-check');
  await page.getByTestId('import-confirm').click();
  await page.getByTestId('import-undo').waitFor();
  await picture(page, 'import-done');
  await page.getByTestId('import-again').click();
  await choose(WRONG);
  await next();
  await page.getByTestId('import-problems').waitFor();
  await picture(page, 'import-wrong');
}
