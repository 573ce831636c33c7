import { type Check, ok, problem } from '../check.ts';
import { counted } from '../words.ts';

/** Rules that threw in the last 24 h: what they look for is not found. */
export const rules: Check = {
  name: 'rules',
  question: 'AUDITS_NOT_RUNNING',
  look({ engine: { failed_rules } }) {
    if (failed_rules.length === 0) return ok('No rule failed in the last 24 hours.');
    const told = failed_rules.map(
      ({ rule, failures, site, message }) =>
        `${rule} ${counted(failures, 'time')}, last at ${site}: ${message}`,
    );
    return problem(
      `Rules failed in the last 24 hours: ${told.join('; ')}.`,
      'What such a rule looks for is not found meanwhile. The log has the whole error: send it to whoever looks after Vigil.',
      [...new Set(failed_rules.map(({ site }) => site))],
    );
  },
};
