import type { ScopeRecord } from '#core/config/records.ts';
import type { Actor } from '#core/model/actor.ts';
import type { EpochMs } from '#core/model/time.ts';

/** One document of the configuration as it was written: tenant, client or site, without its children. */
export type ScopeDocument = ScopeRecord & {
  /** Version of the configuration at which this text became valid. */
  readonly version: number;
};

export type ConfigurationRepo = {
  readonly version: () => number;
  readonly documents: () => readonly ScopeDocument[];
  /** Writes new and changed documents as one new version, keeping the old ones in history. Returns the version. */
  readonly apply: (change: {
    readonly documents: readonly Omit<ScopeDocument, 'id' | 'version'>[];
    readonly at: EpochMs;
    readonly actor: Actor;
    readonly summary: unknown;
  }) => number;
};
