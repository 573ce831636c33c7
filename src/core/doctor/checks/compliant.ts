import { type Check, note, ok } from '../check.ts';
import { counted, tallied } from '../words.ts';

/** Nothing found because nothing was wrong: that can be said only where somebody looked. */
export const compliant: Check = {
  name: 'compliant',
  question: 'NO_FINDINGS',
  look({ findings, engine: { rounds } }) {
    const total = findings.reduce((sum, { count }) => sum + count, 0);
    if (total > 0) return ok(`${counted(total, 'finding')} in 7 days: ${tallied(findings)}.`);
    const ran = rounds.reduce((sum, each) => sum + each.rounds, 0);
    return ran === 0
      ? note('No finding in 7 days, and no round in the last 24 hours: nobody looked.')
      : ok(`All compliant: ${counted(ran, 'round')} in the last 24 hours, and no finding in 7 days.`);
  },
};
