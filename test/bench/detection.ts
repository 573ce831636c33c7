/*
 * npm run bench -- detection [SITES] [DAYS] [SEED…] [--json FILE]: one story per seed through the real command line, held
 * against the truth of the simulator: what was found, how soon, how much people heard. Prints tables and one line of JSON
 * per story, and with --json adds that line to a file. It reports; it never fails because of a figure.
 */
import { appendFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { calibration } from '#test/kit/figures.ts';
import { goalsOf } from './parts/goals.ts';
import { measure } from './parts/measure.ts';
import { printMeasured, summaryOf } from './parts/print-detection.ts';
import type { StoryShape } from './parts/told-story.ts';
import { tellStory } from './parts/told-story.ts';

/** Used by nothing else in the project, so that nothing was built to fit them. */
const UNSEEN_SEEDS = [86_028_121, 122_949_823];

const { values, positionals } = parseArgs({ options: { json: { type: 'string' } }, allowPositionals: true });
const [sites = 200, days = 14, ...given] = positionals.map(Number);
const seeds = given.length === 0 ? UNSEEN_SEEDS : given;

for (const seed of seeds) await report({ sites, days, seed });

async function report(shape: StoryShape): Promise<void> {
  using story = tellStory(shape);
  const { timings, total } = story;
  const measured = await measure(story);
  const goals = goalsOf(measured);
  const times = { ...timings, total, calibration: calibration() };
  printMeasured(measured, goals, times);
  const line = JSON.stringify({ ...shape, times, goals, ...summaryOf(measured) });
  console.log(line);
  if (values.json !== undefined) appendFileSync(values.json, `${line}\n`);
}
