import type { Lane } from '#core/model/lane.ts';
import type { EpochMs } from '#core/model/time.ts';
import type { GateCounts, GateState } from '../receiving/link.ts';
import type { ConnectorHealth } from './connector-health.ts';

/** The named value by which the engine tells readers how telemetry comes in. */
export const SAVED_GATES = 'gates.state';

export type SavedGates = {
  readonly at: EpochMs;
  readonly state: GateState;
  /** The folder that files are dropped into. */
  readonly folder: string;
  readonly counts: Omit<GateCounts, 'used'>;
  readonly lanes: readonly {
    readonly lane: Lane;
    readonly waiting: number;
    readonly committed: number;
    readonly refused: number;
    readonly shed: number;
  }[];
  readonly last_event_at: EpochMs | null;
  readonly connectors: readonly ConnectorHealth[];
};

/** What the engine saved; null when it never did. */
export function readSavedGates(text: string | null): SavedGates | null {
  // safe: only the engine writes this value
  return text === null ? null : (JSON.parse(text) as SavedGates);
}
