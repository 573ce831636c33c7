import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { arch, availableParallelism, platform, release, totalmem } from 'node:os';
import { join } from 'node:path';
import type { DiagnosticsReads } from '#main/ports/diagnostics-reads.ts';
import { logFiles } from './log.ts';

/** Bytes of the log that are told. */
const TOLD_BYTES = 512 * 1024;

/** What the diagnostics of a data folder tell of its machine and its log. */
export const openDiagnosticsReads = (dataFolder: string): DiagnosticsReads => ({
  machine: () => ({
    platform: platform(),
    release: release(),
    arch: arch(),
    processors: availableParallelism(),
    memory_bytes: totalmem(),
    node: process.versions.node,
    electron: process.versions.electron ?? '',
    chromium: process.versions.chrome ?? '',
    time_zones: process.versions.tz ?? '',
  }),
  logLines() {
    const lines: string[] = [];
    let room = TOLD_BYTES;
    for (const file of logFiles(join(dataFolder, 'logs'))) {
      const text = endOf(file, room);
      lines.unshift(...text.split('\n').filter((line) => line !== ''));
      room -= Buffer.byteLength(text);
      if (room <= 0) break;
    }
    return lines;
  },
});

/** The last bytes of a file, from the beginning of a line; '' where there is none or it cannot be read. */
function endOf(file: string, most: number): string {
  let handle: number | null = null;
  try {
    handle = openSync(file, 'r');
    const { size } = fstatSync(handle);
    const bytes = Buffer.alloc(Math.min(size, most));
    const text = bytes.toString('utf8', 0, readSync(handle, bytes, 0, bytes.length, size - bytes.length));
    return bytes.length === size ? text : text.slice(text.indexOf('\n') + 1);
  } catch {
    return ''; // no such file yet, or not for us: the other parts are told all the same
  } finally {
    if (handle !== null) closeSync(handle);
  }
}
