import type { TenantScope } from '#core/model/actor.ts';
import type { EpochMs } from '#core/model/time.ts';

export type QuarantineReason = 'UNKNOWN_SITE' | 'FUTURE' | 'INVALID';
/** A line that was not taken in. */
export type QuarantineLine = {
  readonly at: EpochMs;
  readonly reason: QuarantineReason;
  readonly detail: string;
  readonly site: string | null;
  readonly place: string | null;
  readonly raw: string;
  /** Code of the source that delivered it; null when nobody said. */
  readonly source?: string | null;
  /** Code of the only tenant whose sites its sender may name; null: of every tenant. */
  readonly tenant?: string | null;
};
/** One line, by its number: higher ones were refused later. */
export type QuarantineRow = Required<QuarantineLine> & { readonly id: number };
/** Which lines are meant. What is absent does not count; `source` null: those of nobody. */
export type QuarantineChoice = {
  readonly ids?: readonly number[] | undefined;
  readonly reason?: QuarantineReason | undefined;
  readonly source?: string | null | undefined;
};
export type QuarantineRepo = {
  /** The same raw line is kept once. */
  readonly add: (entry: QuarantineLine) => boolean;
  /** The chosen lines that the scope may see, from the number behind `after` up to `upTo`, in their order. */
  readonly chosen: (
    scope: TenantScope,
    choice: QuarantineChoice,
    span: { readonly after: number; readonly upTo: number; readonly limit: number },
  ) => readonly QuarantineRow[];
  /** The highest number so far; 0 for none. */
  readonly newest: () => number;
  readonly remove: (ids: readonly number[]) => void;
  /** Why it is still refused. */
  readonly explain: (id: number, reason: QuarantineReason, detail: string) => void;
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
