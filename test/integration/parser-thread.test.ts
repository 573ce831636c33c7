import { expect, it } from 'vitest';
import { createParser } from '#main/workers/parser-client.ts';
import { createFakeClock } from '#test/kit/clock.ts';

const thread = (file: string) => {
  const clock = createFakeClock();
  const log = { info() {}, warn() {}, error() {} };
  return { clock, timers: clock, log, file: new URL(`../kit/${file}`, import.meta.url) };
};

it('reads files within 512 MB, and with little room for what is made and thrown away', async () => {
  expect(await createParser(thread('limits-thread.ts')).parse([])).toMatchObject({
    maxOldGenerationSizeMb: 512,
    maxYoungGenerationSizeMb: 8,
  });
});
