import { closeSync, fstatSync, openSync, readSync, type Stats } from 'node:fs';
import type { MapFile } from '#main/ports/map-file.ts';

/** How a PMTiles archive of version 3 begins. */
const BEGINNING = [...Buffer.from('PMTiles'), 3];
const SHORTEST = 127;

type Info = ReturnType<MapFile['info']>;
const ABSENT: Info = { state: 'absent', bytes: null, modified: null, reason: null };

const unreadable = (reason: string, stats?: Stats): Info => ({
  state: 'unreadable',
  bytes: stats?.size ?? null,
  modified: stats === undefined ? null : Math.round(stats.mtimeMs),
  reason,
});

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : String(error);

/** One PMTiles file at a fixed path. It is opened anew for every question, so that it can be replaced while Vigil runs. */
export function openMapFile(path: string): MapFile {
  const withFile = <T>(work: (descriptor: number) => T, otherwise: (error: unknown) => T): T => {
    let descriptor: number | null = null;
    try {
      descriptor = openSync(path, 'r');
      return work(descriptor);
    } catch (error) {
      return otherwise(error);
    } finally {
      if (descriptor !== null) closeSync(descriptor);
    }
  };
  return {
    info: () =>
      withFile(judge, (error) =>
        codeOf(error) === 'ENOENT' ? ABSENT : unreadable(`The map file cannot be opened (${codeOf(error)}).`),
      ),
    read: (offset, length) =>
      withFile(
        (descriptor) => readPart(descriptor, offset, length),
        () => null,
      ),
  };
}

function judge(descriptor: number): Info {
  const stats = fstatSync(descriptor);
  if (!stats.isFile()) return unreadable('The map is not a file.', stats);
  const head = readPart(descriptor, 0, BEGINNING.length);
  const isArchive = stats.size >= SHORTEST && BEGINNING.every((byte, place) => head[place] === byte);
  if (!isArchive) return unreadable('The map file is not a PMTiles archive of version 3.', stats);
  return { state: 'present', bytes: stats.size, modified: Math.round(stats.mtimeMs), reason: null };
}

function readPart(descriptor: number, offset: number, length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  let filled = 0;
  while (filled < length) {
    const read = readSync(descriptor, bytes, filled, length - filled, offset + filled);
    if (read === 0) break;
    filled += read;
  }
  return bytes.subarray(0, filled);
}
