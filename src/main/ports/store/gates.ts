import type { EpochMs } from '#core/model/time.ts';

/** A key by which a sender delivers telemetry. The key itself is nowhere. */
export type IntakeKey = {
  readonly name: string;
  /** Code of the only tenant whose sites it may speak for. */
  readonly tenant: string;
  /** Of the key, 64 hexadecimal digits. */
  readonly sha256: string;
  readonly created_at: EpochMs;
  readonly created_by: string;
  readonly last_used_at: EpochMs | null;
  readonly revoked_at: EpochMs | null;
  readonly revoked_by: string | null;
};
export type KeyRepo = {
  /** By name; revoked ones too. */
  readonly all: () => readonly IntakeKey[];
  readonly add: (key: IntakeKey) => void;
  readonly revoke: (name: string, at: EpochMs, by: string) => void;
  /** Later instants alone are kept. */
  readonly used: (name: string, at: EpochMs) => void;
};

/** How far a file of the drop folder was read. */
export type DropFile = {
  readonly name: string;
  readonly size: number;
  /** When it was changed last, ms. */
  readonly mtime: number;
  /** Bytes that were read, decompressed. */
  readonly position: number;
  /** Of the bytes that were read. */
  readonly sha256: string;
  readonly lines: number;
  readonly accepted: number;
  readonly duplicates: number;
  readonly quarantined: number;
  readonly state: 'READING' | 'DONE' | 'REJECTED';
  /** Why it was rejected. */
  readonly reason: string | null;
  readonly at: EpochMs;
};
export type DropRepo = {
  readonly get: (name: string) => DropFile | null;
  /** Inserts or replaces by name. */
  readonly save: (file: DropFile) => void;
  /** The newest first. */
  readonly newest: (limit: number) => readonly DropFile[];
  /** Forgets the files that are done with and older than that. */
  readonly forget: (before: EpochMs) => void;
};
