import { LAN_PORT } from '#contract/lan.ts';
import { readAddress, writeAddress } from '#core/people/network-address.ts';
import { isSameCode, pairingCode } from '#core/people/pairing-code.ts';
import { readAttachment, removeAttachment, writeAttachment } from '#main/adapters/lan/attachment.ts';
import type { AttachingParts } from '#main/hosts/cli/parts.ts';
import { Refused } from '#main/services/handlers.ts';
import { lookAt } from './attaching.ts';
import { AlreadyRunning, claimFolder } from './claim-folder.ts';

/** The commands about the engine that a workstation belongs to. */
export function createCliAttaching(dataFolder: string): AttachingParts {
  return {
    state() {
      const found = readAttachment(dataFolder);
      return found === null ? null : { address: writeAddress(found), code: pairingCode(found.fingerprint) };
    },
    async look(address) {
      const found = await lookAt(address);
      const code = pairingCode(found.fingerprint);
      return {
        ...{ address: writeAddress(found), code, fingerprint: found.fingerprint },
        matches: (typed) => isSameCode(typed, code),
      };
    },
    attach({ address, fingerprint }) {
      const target = readAddress(address, LAN_PORT);
      if (target === null) throw new Refused('bad-request', `${address} is no address.`);
      whileStopped(dataFolder, (folder) => writeAttachment(folder, { ...target, fingerprint }));
    },
    detach: () => whileStopped(dataFolder, removeAttachment),
  };
}

/** Throws Refused while Vigil runs on the folder: it would go on as it began. */
function whileStopped<T>(dataFolder: string, work: (folder: string) => T): T {
  try {
    const { folder, release } = claimFolder(dataFolder);
    try {
      return work(folder);
    } finally {
      release();
    }
  } catch (error) {
    if (error instanceof AlreadyRunning)
      throw new Refused('conflict', 'Vigil is running here: do this on its screen, or end it first.');
    throw error;
  }
}
