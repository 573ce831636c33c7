/*
 * npm run bench -- spine [SITES] [DAYS] [SEED]: simulate → import → ingest → replay, each through the real command line,
 * and the findings of the replay held against the truth of the simulator. Prints a table and one line of JSON.
 */
import { statSync } from 'node:fs';
import { calibration, figuresOf } from '#test/kit/figures.ts';
import { compareWithTruth } from '#test/kit/truth.ts';
import { tellStory } from './parts/told-story.ts';

const [sites = 100, days = 7, seed = 7] = process.argv.slice(2).map(Number);

using story = tellStory({ sites, days, seed });
const { timings, total } = story;
const comparison = compareWithTruth(story.truths, story.findings);
console.log(`${sites} sites × ${days} days, seed ${seed}: ${JSON.stringify(story.ingested)}`);
console.table({ ...timings, total, calibration: calibration() });
console.table(
  comparison.types.map(({ finding_type, truths, found, twice, unexplained, delays }) => {
    const { p50, max } = figuresOf(delays.map((ms) => ms / 1_000));
    return { finding_type, truths, found, twice, unexplained, 'delay p50 s': p50, 'delay max s': max };
  }),
);
for (const truth of comparison.missed.slice(0, 10)) console.log('missed', JSON.stringify(truth));
for (const finding of comparison.unexplained.slice(0, 10)) {
  const { site, finding_type, subject, condition_started_at, detected_at } = finding;
  const told = { site, finding_type, subject, condition_started_at, detected_at };
  console.log('unexplained', JSON.stringify(told));
}
console.log(
  JSON.stringify({
    sites,
    days,
    seed,
    ...timings,
    total,
    missed: comparison.missed.length,
    unexplained: comparison.unexplained.length,
    database_mb: Math.round(statSync(story.database).size / 1e6),
    replay: story.summary,
  }),
);
