import type { Site } from '#core/model/site.ts';
import type { EpochMs } from '#core/model/time.ts';
import { absenceAt } from '#core/schedule/absences.ts';

/** Why a finding about a person is over whom the desk knows to be absent. */
export const ABSENT = 'noted as absent';

/** True when the desk has noted that the person is not to be expected at the instant. */
export const isAbsent = ({ noted }: Pick<Site, 'noted'>, person: string, at: EpochMs): boolean =>
  absenceAt(noted?.absences, person, at) !== null;
