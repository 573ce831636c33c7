import { expect, it } from 'vitest';
import { createParser, createTelemetryParser } from '#main/workers/parser-client.ts';
import { createFakeClock } from '#test/kit/clock.ts';

const thread = (file: string) => {
  const clock = createFakeClock();
  const log = { info() {}, warn() {}, error() {} };
  return { clock, timers: clock, log, file: new URL(`../kit/${file}`, import.meta.url) };
};

it('refuses a file of which nothing is heard for a minute, and ends the thread that reads it', async () => {
  const { clock, ...parts } = thread('endless-parser.ts');
  const file = { name: 'a.gpx', kind: 'gpx' as const, mapping: null, device: null };
  const reader = createTelemetryParser({ ...parts, clock }).open(file);
  expect(await reader.take('<gpx>', false)).toEqual({ lines: [], refused: null });
  const endless = expect(reader.take('endless', true)).rejects.toMatchObject({
    code: 'invalid-file',
    message: 'Reading the files took longer than 60 s.',
  });
  clock.advance(62_000);
  await endless;
  reader.close();
  clock.advance(1_000); // it is asked first, and has this long to end by itself
});

it('reads files within 512 MB, and with little room for what is made and thrown away', async () => {
  expect(await createParser(thread('limits-thread.ts')).parse([])).toMatchObject({
    maxOldGenerationSizeMb: 512,
    maxYoungGenerationSizeMb: 8,
  });
});
