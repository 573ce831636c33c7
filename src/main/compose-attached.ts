import { join } from 'node:path';
import { LAN } from '#contract/lan-transport.ts';
import { writeAddress } from '#core/people/network-address.ts';
import { openBroughtFile } from '#main/adapters/files/brought-file.ts';
import { type Attachment, removeAttachment } from '#main/adapters/lan/attachment.ts';
import { createOpenLink } from '#main/adapters/lan/link.ts';
import { systemClock } from '#main/adapters/system/clock.ts';
import { createFileSink, createLog } from '#main/adapters/system/log.ts';
import { randomId } from '#main/adapters/system/random-id.ts';
import { stationName } from '#main/adapters/system/station.ts';
import { systemTimers } from '#main/adapters/system/timers.ts';
import { createAttached } from '#main/services/attached/attached.ts';
import { claimFolder } from './claim-folder.ts';
import type { RunningShell, ShellParts } from './compose.ts';
import { loginItemOf } from './login.ts';

/** Wires a workstation that has no engine of its own: the lock of the data folder, and the connection to the engine. Throws AlreadyRunning. */
export function composeAttached(parts: ShellParts, attachment: Attachment): RunningShell {
  const { folder, release } = claimFolder(parts.dataFolder);
  const log = createLog(systemClock, createFileSink(join(folder, 'logs')));
  const { host, port, fingerprint, secret } = attachment;
  const address = writeAddress({ host, port });
  const { link, close, ...shell } = createAttached({
    ...{ target: { host, port }, address, fingerprint, secret, log, randomId },
    open: createOpenLink(LAN),
    openFile: openBroughtFile,
    loginItem: loginItemOf(parts),
    version: parts.version,
    station: stationName(),
    clock: systemClock,
    timers: systemTimers,
    chance: Math.random,
    detach() {
      removeAttachment(folder);
      setImmediate(() => parts.startAgain('it was detached from the engine'));
    },
  });
  log.info('Vigil started', { version: parts.version, host: parts.host, attached_to: address });
  return {
    ...shell,
    log,
    state: () => ({ state: 'RUNNING', reason: null }),
    async close(planned) {
      await close(planned);
      release();
      log.info('Vigil ended', { planned });
    },
  };
}
