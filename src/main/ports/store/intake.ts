import type { EpochMs } from '#core/model/time.ts';

export type QuarantineReason = 'UNKNOWN_SITE' | 'FUTURE' | 'INVALID';
export type QuarantineRepo = {
  /** The same raw line is kept once. */
  readonly add: (entry: {
    readonly at: EpochMs;
    readonly reason: QuarantineReason;
    readonly detail: string;
    readonly site: string | null;
    readonly place: string | null;
    readonly raw: string;
  }) => boolean;
  /** Listed once per tenant, kind and code. */
  readonly unknownReference: (entry: {
    readonly tenant_id: number;
    readonly site: string;
    readonly kind: 'person' | 'device' | 'tour' | 'checkpoint' | 'metric';
    readonly code: string;
    readonly at: EpochMs;
  }) => void;
};

export type SourceRow = {
  readonly id: number;
  readonly tenant_id: number | null;
  readonly code: string;
  readonly sites: number;
  readonly last_event_at: EpochMs | null;
  readonly last_received_at: EpochMs | null;
  readonly events: number;
};
export type SourceRepo = {
  readonly all: () => readonly SourceRow[];
  /** Every site that a source was heard for, ever. */
  readonly sites: () => readonly { readonly code: string; readonly site_id: number }[];
  /** Adds what was heard since the last call; `site_ids` are added to the set of its sites. */
  readonly heard: (
    rows: readonly {
      readonly source_id: number;
      readonly site_ids: readonly number[];
      readonly last_event_at: EpochMs;
      readonly last_received_at: EpochMs;
      readonly events: number;
    }[],
  ) => void;
};
