import { DISK_MEMORY, type DiskSample, daysUntilFull } from '#core/keeping/days-until-full.ts';
import type { Room } from '#main/ports/room.ts';
import type { UpkeepJob } from '../job.ts';

/** Named value of the engine: how the disk was of late, as JSON. */
export const DISK_SAMPLES = 'disk.samples';
/** Whoever has to buy a disk needs some days. */
export const FEW_DAYS = 7;

/** Every hour: how much is free on the disk, from which follows when it will be full. */
export const diskJob = (room: Room): UpkeepJob => ({
  name: 'disk',
  action: 'engine.disk_measured',
  schedule: { minute: 20 },
  *run({ store }, at) {
    const free = room.free();
    if (free === null) return { numbers: {}, problems: [] };
    const known = readDiskSamples(store.state.get(DISK_SAMPLES));
    // A clock that was set back leaves samples ahead of it.
    const samples = [
      ...known.filter((sample) => sample.at < at && sample.at > at - DISK_MEMORY),
      { at, free },
    ];
    store.transaction(() => store.state.set(DISK_SAMPLES, JSON.stringify(samples)));
    const days = daysUntilFull(samples);
    const problems =
      days === null || days >= FEW_DAYS
        ? []
        : [`The disk will be full in ${Math.floor(days)} days if it goes on like this.`];
    return { numbers: { free, ...(days === null ? {} : { days_until_full: Math.floor(days) }) }, problems };
  },
});

export function readDiskSamples(stored: string | null): readonly DiskSample[] {
  // Safe: only the job above writes it.
  return stored === null ? [] : (JSON.parse(stored) as readonly DiskSample[]);
}
