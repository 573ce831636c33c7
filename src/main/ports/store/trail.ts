import type { Actor } from '#core/model/actor.ts';
import type { EpochMs } from '#core/model/time.ts';

export type TrailEntry = {
  readonly at: EpochMs;
  readonly actor: Actor;
  /** Verb in the past tense with its noun, e.g. `finding.acknowledged`. */
  readonly action: string;
  readonly entity:
    | 'finding'
    | 'configuration'
    | 'runbook'
    | 'engine'
    | 'telemetry'
    | 'baseline'
    | 'trail'
    | 'site'
    | 'view'
    | 'account'
    | 'desk'
    | 'action'
    | 'delivery'
    | 'escalation'
    | 'report'
    | 'rollout'
    | 'case'
    | 'checkup';
  readonly entity_id: string;
  /** The named reason of the transition, or what the person wrote. */
  readonly reason: string | null;
  readonly before: unknown;
  readonly after: unknown;
};
export type TrailRow = TrailEntry & {
  readonly seq: number;
  readonly previous_hash: string;
  readonly hash: string;
};
export type TrailRepo = {
  /** Appends and chains. */
  readonly append: (entries: readonly TrailEntry[]) => void;
  /** The last row's number and hash. */
  readonly head: () => { readonly seq: number; readonly hash: string };
  readonly of: (entity: TrailEntry['entity'], entityId: string) => readonly TrailRow[];
  /** All rows with seq > after, in order. */
  readonly since: (after: number, limit: number) => readonly TrailRow[];
  /** Recomputes the chain; names the first bad row. */
  readonly verify: () => {
    readonly ok: boolean;
    readonly rows: number;
    readonly head: string;
    readonly first_bad: number | null;
    readonly why: string | null;
  };
};
