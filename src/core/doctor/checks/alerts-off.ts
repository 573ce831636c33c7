import type { Site } from '#core/model/site.ts';
import { audited, codesOf } from '../among.ts';
import { type Check, note, ok } from '../check.ts';
import { counted, listed } from '../words.ts';

const isQuiet = ({ audit }: Site): boolean =>
  !audit.alert_on_finding ||
  audit.alert_severity_threshold === 'HIGH' ||
  audit.alert_severity_threshold === 'CRITICAL';

/** Sites whose findings are in the feed and alert nobody, or seldom. */
export const alertsOff: Check = {
  name: 'alerts-off',
  question: 'NO_FINDINGS',
  look({ sites }) {
    const quiet = codesOf(audited(sites).filter(({ site }) => isQuiet(site)));
    return quiet.length === 0
      ? ok('Findings from MEDIUM on alert at every site.')
      : note(
          `Findings alert nobody, or only from HIGH on, at ${counted(quiet.length, 'site')} (${listed(quiet)}).`,
          'Look at “alert_on_finding” and “alert_severity_threshold” there (key 8).',
          quiet,
        );
  },
};
