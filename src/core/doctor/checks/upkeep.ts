import { type Check, ok, problem } from '../check.ts';
import { listed } from '../words.ts';

/** What backups and disk say is another check's. */
const TOLD_ELSEWHERE: ReadonlySet<string> = new Set(['backup', 'disk']);

/** The hourly and nightly jobs. */
export const upkeep: Check = {
  name: 'upkeep',
  question: 'AUDITS_NOT_RUNNING',
  look({ engine: { jobs } }) {
    const bad = jobs.filter(({ job, problems }) => problems !== '' && !TOLD_ELSEWHERE.has(job));
    if (bad.length === 0) return ok('No job of upkeep found anything wrong.');
    return problem(
      `Upkeep found problems: ${listed(bad.map(({ job, problems }) => `${job}: ${problems}`))}`,
      'The engine’s page shows each job. “vigil verify” checks the database and the audit trail.',
    );
  },
};
