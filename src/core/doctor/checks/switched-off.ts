import { CADENCES } from '#core/model/audit-config.ts';
import type { Site } from '#core/model/site.ts';
import { audited, codesOf } from '../among.ts';
import { type Check, note, ok } from '../check.ts';
import { counted, listed } from '../words.ts';

const isReduced = ({ audit }: Site): boolean =>
  audit.disabled_rules.length > 0 ||
  audit.cadences.length < CADENCES.length ||
  audit.critical_signals.length === 0;

/** Sites that go without a rule, a cadence or any critical signal. */
export const switchedOff: Check = {
  name: 'switched-off',
  question: 'NO_FINDINGS',
  look({ sites }) {
    const reduced = codesOf(audited(sites).filter(({ site }) => isReduced(site)));
    return reduced.length === 0
      ? ok('Every rule and every cadence is on.')
      : note(
          `Rules, cadences or critical signals are off at ${counted(reduced.length, 'site')} (${listed(reduced)}).`,
          'Look at “disabled_rules”, “cadences” and “critical_signals” there (key 8).',
          reduced,
        );
  },
};
