import { audited } from '../among.ts';
import { type Check, ok, problem } from '../check.ts';
import { tallied } from '../words.ts';

const DAYS = 7;
/** Alerts per site and day. */
const TOO_MANY = 10;

/** How many alerts a site makes. */
export const alertLoad: Check = {
  name: 'alert-load',
  question: 'TOO_MANY_ALARMS',
  look({ sites, alerts }) {
    const total = alerts.reduce((sum, { count }) => sum + count, 0);
    const rate = total / DAYS / Math.max(audited(sites).length, 1);
    const found = `${rate.toFixed(1)} alerts per site and day in 7 days`;
    if (rate <= TOO_MANY) return ok(`${found}.`);
    return problem(
      `${found}, over ${TOO_MANY}: ${tallied(alerts)}.`,
      'Begin with the most frequent: tune its thresholds and windows in a what-if (Shift W), and raise “alert_severity_threshold” meanwhile.',
    );
  },
};
