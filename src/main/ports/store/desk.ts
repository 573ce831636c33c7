import type { Amendment, Dispatch, StepTick } from '#core/model/desk.ts';

/** What the desk did about findings, beside the findings themselves. */
export type DeskRepo = {
  /** The ticked steps of a finding's checklist, in the order of the steps. */
  readonly steps: (findingId: string) => readonly StepTick[];
  readonly tick: (tick: StepTick) => void;
  readonly untick: (findingId: string, step: number) => void;
  readonly dispatch: (id: string) => Dispatch | null;
  /** Those of a finding, the newest first. */
  readonly dispatches: (findingId: string) => readonly Dispatch[];
  readonly addAmendment: (amendment: Amendment) => void;
  /** Inserts or replaces by id. */
  readonly saveDispatch: (dispatch: Dispatch) => void;
};
