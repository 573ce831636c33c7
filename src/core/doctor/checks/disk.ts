import { type Check, note, ok, problem } from '../check.ts';

const MIB = 1024 * 1024;
/** Twice the ballast with which a full disk is got through. */
const LITTLE = 512 * MIB;
/** Whoever has to buy a disk needs some days. */
const FEW_DAYS = 7;
/** The engine's own remark begins there. */
const LARGE_WAL = 64 * MIB;

/** The room on the disk of the database, and its write-ahead log. */
export const disk: Check = {
  name: 'disk',
  question: 'AUDITS_NOT_RUNNING',
  look({ file: { free_bytes, wal_bytes, days_until_full } }) {
    const free = free_bytes === null ? null : Math.floor(free_bytes / MIB);
    if (free_bytes !== null && free_bytes < LITTLE)
      return problem(
        `Only ${free} MB are free on the disk.`,
        'Free some space, or keep events for a shorter time (“vigil retention”).',
      );
    if (days_until_full !== null && days_until_full < FEW_DAYS)
      return problem(
        `The disk will be full in ${Math.floor(days_until_full)} days if it goes on like this.`,
        'Free some space, or keep events for a shorter time (“vigil retention”).',
      );
    if ((wal_bytes ?? 0) > LARGE_WAL)
      return problem(
        `The write-ahead log has ${Math.floor((wal_bytes ?? 0) / MIB)} MB.`,
        'Some program reads the database without end: close what has it open.',
      );
    return free === null
      ? note('The system does not say how much is free on the disk.')
      : ok(`${free} MB are free on the disk.`);
  },
};
