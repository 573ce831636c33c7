import type { Command } from '../command.ts';
import { DONE } from '../usage.ts';

const MOST_SITES = 100_000;
const MOST_DAYS = 3_660;

/** A labelled sample fleet: sites.yaml, telemetry.ndjson and truth.ndjson in a folder. */
export const simulateCommand: Command = {
  usage: 'vigil simulate --sites N --days D --seed S [--start T] --out DIR [--json]',
  operands: false,
  options: {
    sites: { type: 'string' },
    days: { type: 'string' },
    seed: { type: 'string' },
    start: { type: 'string' },
    out: { type: 'string' },
  },
  async run(given, { output, parts }) {
    const summary = await parts.simulate(
      {
        sites: given.needWhole('sites', 1, MOST_SITES),
        days: given.needWhole('days', 1, MOST_DAYS),
        seed: given.needWhole('seed', 0, Number.MAX_SAFE_INTEGER),
        start: given.instant('start') ?? null,
        out: given.needText('out'),
      },
      output.tell,
    );
    output.result(summary, () => JSON.stringify(summary, null, 2));
    return DONE;
  },
};
