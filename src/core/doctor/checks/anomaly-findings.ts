import { audited } from '../among.ts';
import { type Check, note, ok, problem } from '../check.ts';
import { counted, tallied } from '../words.ts';

const DAYS = 7;
/** Anomalies per site and day from which on they are a burden. */
const TOO_MANY = 2;

/** What anomaly detection raised, by type. */
export const anomalyFindings: Check = {
  name: 'anomaly-findings',
  question: 'TOO_MANY_ALARMS',
  look({ sites, findings }) {
    const anomalies = findings.filter(({ finding_type }) => finding_type.startsWith('ANOMALY_'));
    const total = anomalies.reduce((sum, { count }) => sum + count, 0);
    if (total === 0) return ok('No anomaly in 7 days.');
    const found = `${counted(total, 'anomaly finding')} in 7 days: ${tallied(anomalies)}.`;
    if (total <= TOO_MANY * DAYS * Math.max(audited(sites).length, 1)) return note(found);
    return problem(
      found,
      'Lower the sensitivity of that metric one step, HIGH to MEDIUM to LOW; look at the outliers of its baselines (key 4), plan what is regular as maintenance, and wait until the site is stable.',
    );
  },
};
