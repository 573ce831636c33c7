import { audited, codesOf } from '../among.ts';
import { type Check, note, ok } from '../check.ts';
import { counted, listed } from '../words.ts';

/** Sites that learn and raise nothing of it. */
export const anomaliesOff: Check = {
  name: 'anomalies-off',
  question: 'BASELINES_NOT_STABLE',
  look({ sites }) {
    const off = codesOf(audited(sites).filter(({ site }) => !site.audit.anomaly_detection));
    return off.length === 0
      ? ok('Anomalies are raised at every audited site once it is learned.')
      : note(
          `Anomaly detection is off at ${counted(off.length, 'site')} (${listed(off)}); learning goes on.`,
          'Switch “anomaly_detection” on where the site is stable (key 8).',
          off,
        );
  },
};
