import { z } from 'zod';
import type { FindingSeverity } from '#core/model/finding.ts';

/** CRITICAL is never quieter than this. */
export const LEAST_CRITICAL_VOLUME = 0.3;
const KEY = 'vigil.sounds';

/** Which severities this workstation sounds for, and how loud (0 to 1). */
export type SoundSettings = {
  readonly sounds: Readonly<Record<FindingSeverity, boolean>>;
  readonly volume: number;
};

const on = z.boolean().catch(true);
/** Each choice that cannot be read is the usual one. */
const Kept = z.object({
  sounds: z
    .object({ CRITICAL: z.literal(true).catch(true), HIGH: on, MEDIUM: on, LOW: on })
    .catch({ CRITICAL: true, HIGH: true, MEDIUM: true, LOW: true }),
  volume: z.number().min(0).max(1).catch(1),
});

/** Where the settings of a workstation are kept; `onChange` hears what another window chose. */
export type KeptSounds = Pick<Storage, 'getItem' | 'setItem'> & {
  readonly onChange: (listener: () => void) => () => void;
};

export function readSounds(keep: Pick<Storage, 'getItem'>): SoundSettings {
  try {
    return Kept.catch(Kept.parse({})).parse(JSON.parse(keep.getItem(KEY) ?? '{}'));
  } catch {
    return Kept.parse({}); // somebody else's text: start afresh
  }
}

export const writeSounds = (keep: Pick<Storage, 'setItem'>, { sounds, volume }: SoundSettings): void =>
  keep.setItem(KEY, JSON.stringify({ sounds, volume }));

/** How loud a severity sounds, 0 to 1; 0 is not at all. */
export function loudnessOf(severity: FindingSeverity, { sounds, volume }: SoundSettings): number {
  if (severity === 'CRITICAL') return Math.max(volume, LEAST_CRITICAL_VOLUME);
  return sounds[severity] ? volume : 0;
}

/** The settings of this browser. */
export const browserSounds = (storage: Storage): KeptSounds => ({
  getItem: (key) => storage.getItem(key),
  setItem: (key, value) => storage.setItem(key, value),
  onChange(listener) {
    const hear = ({ key }: StorageEvent) => key === KEY && listener();
    window.addEventListener('storage', hear);
    return () => window.removeEventListener('storage', hear);
  },
});
