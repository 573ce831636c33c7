import { type Check, ok, problem } from '../check.ts';
import { counted } from '../words.ts';

/** Whether there is anything to audit. */
export const sites: Check = {
  name: 'sites',
  question: 'AUDITS_NOT_RUNNING',
  look: ({ sites: all }) =>
    all.length === 0
      ? problem('No site is configured.', 'Import the sites: press i, or “vigil import sites.yaml”.')
      : ok(`${counted(all.length, 'site')} looked at.`),
};
