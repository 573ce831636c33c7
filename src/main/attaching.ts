import { LAN_PORT } from '#contract/lan.ts';
import { readAddress, writeAddress } from '#core/people/network-address.ts';
import { pairingCode } from '#core/people/pairing-code.ts';
import { writeAttachment } from '#main/adapters/lan/attachment.ts';
import { lookAtLink } from '#main/adapters/lan/link.ts';
import type { LinkTarget } from '#main/ports/link.ts';
import { Refused, type ShellHandlers } from '#main/services/handlers.ts';

type Attaching = Pick<
  ShellHandlers,
  'link.state' | 'link.look' | 'link.attach' | 'link.detach' | 'link.retry'
>;

/** Who answers at an address. Throws Refused for one that is none, or where nobody answers. */
export async function lookAt(address: string): Promise<LinkTarget & { readonly fingerprint: string }> {
  const target = readAddress(address, LAN_PORT);
  if (target === null)
    throw new Refused('bad-request', `${address} is no address: expected HOST or HOST:PORT.`);
  const fingerprint = await lookAtLink(target).catch((error: unknown) => {
    const why = error instanceof Error ? error.message : String(error);
    throw new Refused('not-found', `Vigil was not reached at ${writeAddress(target)}: ${why}.`);
  });
  return { ...target, fingerprint };
}

/** How a workstation with an engine of its own becomes one of another engine. */
export function createAttaching(parts: {
  readonly dataFolder: string;
  readonly demo: boolean;
  readonly startAgain: (why: string) => void;
}): Attaching {
  return {
    'link.state': () => ({ link: null }),
    'link.retry': () => ({ link: null }),
    async 'link.look'({ address }) {
      const found = await lookAt(address);
      return {
        address: writeAddress(found),
        fingerprint: found.fingerprint,
        code: pairingCode(found.fingerprint),
      };
    },
    async 'link.attach'({ address, fingerprint }) {
      if (parts.demo) throw new Refused('conflict', 'The demonstration is for this workstation alone.');
      const found = await lookAt(address);
      if (found.fingerprint !== fingerprint)
        throw new Refused('conflict', 'Somebody else answers there now: look again, and compare the codes.');
      writeAttachment(parts.dataFolder, { host: found.host, port: found.port, fingerprint });
      setImmediate(() => parts.startAgain('it was attached to another engine'));
      return { address: writeAddress(found) };
    },
    'link.detach': () => {
      throw new Refused('conflict', 'This workstation has an engine of its own.');
    },
  };
}
