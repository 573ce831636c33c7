import type { Check } from '../check.ts';
import { missingData } from '../missing-data.ts';

/** Sites whose phones are not heard. */
export const phoneData: Check = {
  name: 'phone-data',
  question: 'NO_FINDINGS',
  look: missingData('phone_events', {
    data: 'phone data',
    cure: 'See that phones are on, signed in and assigned to the site, and that their source delivers (engine’s page, Intake).',
  }),
};
