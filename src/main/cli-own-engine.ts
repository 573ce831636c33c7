import { writeAddress } from '#core/people/network-address.ts';
import { readAttachment } from '#main/adapters/lan/attachment.ts';
import { Refused } from '#main/services/handlers.ts';
import type { Installation } from './cli-connection.ts';

/** The installation, where its engine is here. Throws Refused where it is another workstation's. */
export function withItsOwnEngine(installation: Installation): Installation {
  const found = readAttachment(installation.dataFolder);
  if (found === null) return installation;
  throw new Refused(
    'conflict',
    `This workstation is attached to ${writeAddress(found)}: the command line works on the machine of the engine. vigil attach --off gives this one its own engine again.`,
  );
}
