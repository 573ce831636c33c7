import { systemClock } from '#main/adapters/system/clock.ts';
import type { CliParts } from '#main/hosts/cli/parts.ts';
import { lookForUpdate } from '#main/services/updates/look.ts';
import type { Installation } from './cli-connection.ts';
import { asService, ownPackage, updateWorld } from './updates.ts';

/** What a folder offers to the engine's package on this machine. Fetches no package and remembers nothing: looking must not change what the service takes. */
export async function lookByHand(
  { dataFolder, version }: Pick<Installation, 'dataFolder' | 'version'>,
  resources: string,
  address: string,
): ReturnType<CliParts['lookForUpdate']> {
  const { own, why } = ownPackage({ resources, version, demo: false }, asService()?.kind ?? 'engine-deb');
  if (own === null) return { kind: 'REFUSED', version: null, text: why };
  const { open, room, tools } = updateWorld(dataFolder);
  try {
    const found = await lookForUpdate({
      ...{ own, tools, source: open(address), now: systemClock.now() },
      room: { seen: room.seen, remember: () => {} },
    });
    if (found.kind === 'CURRENT')
      return { kind: 'CURRENT', version, text: `Version ${version} is the newest.` };
    const { manifest, file } = found;
    return {
      kind: 'OFFERED',
      version: manifest.version,
      text: `Version ${manifest.version} is there: ${file.name}, ${file.bytes} bytes, SHA-256 ${file.sha256}. ${manifest.notes}`,
    };
  } catch (error) {
    return { kind: 'REFUSED', version: null, text: error instanceof Error ? error.message : String(error) };
  }
}
