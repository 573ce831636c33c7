import { createSendRequest } from '#main/adapters/outgoing/https-sender.ts';
import { resolveBySystem } from '#main/adapters/outgoing/resolve.ts';
import { createSendMail } from '#main/adapters/outgoing/smtp-sender.ts';
import { systemClock } from '#main/adapters/system/clock.ts';
import { shutWith, wordsOf } from '#main/adapters/system/sealed-words.ts';
import type { SecretKey } from '#main/adapters/system/secret-key.ts';
import { systemTimers } from '#main/adapters/system/timers.ts';
import type { Outgoing } from '#main/services/actions/outgoing.ts';
import { createVault, noVault } from '#main/services/actions/vault.ts';

/** How messages leave this machine, and the key that their secrets are sealed with. */
export function createOutgoing({ key, hindrance }: SecretKey): Outgoing {
  const parts = { resolve: resolveBySystem, clock: systemClock, timers: systemTimers, ca: null };
  return {
    sendRequest: createSendRequest(parts),
    sendMail: createSendMail(parts),
    handOver: async (words) => (key === null ? null : shutWith(wordsOf(words), key)),
    vault: key === null ? noVault(hindrance) : createVault(Buffer.from(key, 'base64')),
  };
}
