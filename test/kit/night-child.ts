/*
 * Lives through the story of test/kit/story.ts on a real database, minute by minute, from where it was told to go on. It
 * says "minute N" after everything of that minute was committed. Made to be killed at any instant.
 */
import { join } from 'node:path';
import { MINUTE } from '#core/model/time.ts';
import { configurationFiles } from '#main/adapters/files/configuration-files.ts';
import { openEngine } from '#main/open-engine.ts';
import { createFakeClock } from './clock.ts';
import { ADA } from './engine-bench.ts';
import { STORY_LENGTH, STORY_START, story, storyFleet } from './story.ts';
import { MIGRATIONS } from './temp-store.ts';

const [database = '', first = '0'] = process.argv.slice(2);
const from = Date.parse(STORY_START);
const clock = createFakeClock(from + Number(first) * MINUTE);
const { engine, close } = await openEngine({
  database,
  migrations: MIGRATIONS,
  runbooks: join(MIGRATIONS, '../runbooks'),
  version: 'test',
  clock,
  timers: clock,
  log: { info: () => {}, warn: () => {}, error: () => {} },
  emit: () => {},
  configurationFiles,
});
const files = [{ name: 'fleet.json', text: JSON.stringify(storyFleet) }];
await engine.handlers['configuration.import']({ files, dry_run: false, deactivate_missing: false }, ADA);
engine.start();
const events = story();
for (let minute = Number(first); minute < STORY_LENGTH / MINUTE; minute++) {
  const end = from + (minute + 1) * MINUTE;
  for (const event of events.filter(({ ts }) => ts >= end - MINUTE && ts < end)) {
    clock.advance(Math.max(0, event.ts - clock.now()));
    engine.intake.accept([event], { stamp: 'none', source: 'test' });
  }
  clock.advance(end - clock.now());
  process.stdout.write(`minute ${minute}\n`);
}
close(true);
