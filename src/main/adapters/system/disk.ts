import { statfsSync } from 'node:fs';

/** Bytes that may still be written in a folder, and bytes of its whole disk; null where the system does not say. */
export function spaceOf(folder: string): { readonly free: number; readonly total: number } | null {
  try {
    const { bavail, blocks, bsize } = statfsSync(folder);
    return { free: bavail * bsize, total: blocks * bsize };
  } catch {
    return null; // told as not known
  }
}
