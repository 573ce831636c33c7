import type { Check } from '../check.ts';
import { missingData } from '../missing-data.ts';

/** Sites from which no position comes. */
export const gpsData: Check = {
  name: 'gps-data',
  question: 'NO_FINDINGS',
  look: missingData('location_updates', {
    data: 'GPS data',
    cure: 'See that the app may use the location all the time, also without its window, and that its source delivers.',
  }),
};
