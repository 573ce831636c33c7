import type { Delivery } from '#core/actions/delivery.ts';
import type { DigestItem } from '#core/actions/digest.ts';
import type { Action, DeliveryState } from '#core/model/action.ts';
import type { EpochMs } from '#core/model/time.ts';

/** An action with its secret as it lies in the store. */
export type StoredAction = Action & {
  /** null: it has none. */
  readonly sealed: string | null;
  readonly changed_at: EpochMs;
  readonly changed_by: string;
  readonly removed_at: EpochMs | null;
};

export type ActionRepo = {
  /** By name; removed ones too. */
  readonly all: () => readonly StoredAction[];
  readonly get: (name: string) => StoredAction | null;
  /** Inserts or replaces by name. */
  readonly save: (action: StoredAction) => void;
};

export type DeliveryRepo = {
  readonly get: (id: string) => Delivery | null;
  /** Inserts or replaces by id. */
  readonly save: (delivery: Delivery) => void;
  /** Messages by an action that wait for an approval or their turn. */
  readonly openOf: (action: string) => readonly Delivery[];
  /** Every message about a finding, the oldest first; digests that list it too. */
  readonly ofFinding: (findingId: string) => readonly Delivery[];
  /** Those that time has something to do for, the longest due first: queued ones whose turn has come, and what has run out. */
  readonly due: (at: EpochMs, limit: number) => readonly Delivery[];
  /** The newest message that carried a report of the same kind about the same as this one does; null: none did. */
  readonly lastLike: (reportId: string) => Delivery | null;
  readonly inState: (state: DeliveryState) => readonly Delivery[];
  /** When time has something to do next; null: never. */
  readonly nextAt: () => EpochMs | null;
  /** How many went about a site by an action without a person, asked for after `since`. */
  readonly automaticSince: (action: string, site: string | null, since: EpochMs) => number;
  /** How many went to a recipient without a person, ends left out, asked for after `since`. */
  readonly toRecipient: (recipient: string, since: EpochMs) => number;
  readonly hadDigest: (recipient: string, since: EpochMs) => boolean;
  /** The digest for a recipient that still gathers at an instant. */
  readonly gathering: (recipient: string, at: EpochMs) => Delivery | null;
  /** Lists findings in a digest. */
  readonly list: (digest: string, findings: readonly string[], at: EpochMs) => void;
  /** Keeps the bytes that a message carries, under their SHA-256 in hex. */
  readonly attach: (sha256: string, bytes: Uint8Array) => void;
  /** null: there are none under it. */
  readonly attached: (sha256: string) => Uint8Array | null;
  /** What a digest lists. */
  readonly listed: (digest: string) => readonly DigestItem[];
};
