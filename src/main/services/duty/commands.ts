import type { CommandHandlers } from '../handlers.ts';
import { createAbsence, createWithdrawal } from './absences.ts';
import { createExtension } from './check-ins.ts';
import type { DutyParts } from './parts.ts';
import { createTourByHand } from './tours.ts';

type DutyCommand =
  | 'tours.complete_by_hand'
  | 'people.absence'
  | 'people.absence_withdraw'
  | 'people.extend_check_in';

/** What the desk knows that no device tells. Each is written first, then taken into memory, then judged at once. */
export const createDutyCommands = (parts: DutyParts): Pick<CommandHandlers, DutyCommand> => ({
  'tours.complete_by_hand': createTourByHand(parts),
  'people.absence': createAbsence(parts),
  'people.absence_withdraw': createWithdrawal(parts),
  'people.extend_check_in': createExtension(parts),
});
