import { existsSync, readFileSync } from 'node:fs';

/** What this process holds in memory now, in MiB. */
export const residentMib = (): number => process.memoryUsage.rss() / 2 ** 20;

/**
 * The most that this process has held, in MiB. On Linux as the kernel counts it since the program began; elsewhere by the system's
 * count, which may hold the moment in which the process was made of its parent.
 */
export function peakMib(): number {
  const file = '/proc/self/status';
  const told = existsSync(file) ? /^VmHWM:\s+(\d+) kB/m.exec(readFileSync(file, 'utf8'))?.[1] : undefined;
  return (told === undefined ? process.resourceUsage().maxRSS : Number(told)) / 1_024;
}
