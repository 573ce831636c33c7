import { randomUUID } from 'node:crypto';
import type { LanSettings } from '#contract/lan.ts';
import { pairingCode } from '#core/people/pairing-code.ts';
import { readOrMakeIdentity } from '#main/adapters/lan/identity.ts';
import { createLanListener, type LanListenerParts } from '#main/hosts/lan/server.ts';
import type { LanDoor } from '#main/services/shell/lan.ts';

type Parts = Pick<LanListenerParts, 'seatAfar' | 'version' | 'clock' | 'timers' | 'log'> & {
  readonly dataFolder: string;
  readonly station: string;
};

/** Opens the door for other workstations with this engine's own certificate, which is made when it is first needed. */
export function createLanDoor({ dataFolder, station, ...parts }: Parts) {
  const run = randomUUID();
  return async ({ address, port }: LanSettings, onChange: () => void): Promise<LanDoor> => {
    const { key, certificate, fingerprint } = readOrMakeIdentity(dataFolder);
    const at = { address, port, key, certificate, name: station, run, onChange };
    const { close, stations, port: reached } = await createLanListener({ ...parts, ...at });
    return { port: reached, code: pairingCode(fingerprint), stations, close };
  };
}
