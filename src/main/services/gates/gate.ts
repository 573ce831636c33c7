import type { Desk, GateCounts, GateKnowledge, GateSettings, GateState } from '../receiving/link.ts';
import type { Trial, TrialStep } from '../receiving/trial.ts';

/** The thread that takes telemetry from outside, as the engine sees it. */
export type Gate = {
  /** Puts the settings into effect; what does not work is told in the state. */
  readonly configure: (settings: GateSettings) => Promise<GateState>;
  /** Tries a connector and tells step by step what happened. */
  readonly attempt: (trial: Trial) => Promise<readonly TrialStep[]>;
  readonly know: (knowledge: GateKnowledge) => void;
  readonly counts: () => GateCounts;
  /** What became of the settings, as of now. */
  readonly state: () => GateState;
  readonly end: () => Promise<void>;
};
export type OpenGate = (desk: Desk) => Gate;
