import type { EpochMs } from '#core/model/time.ts';

/** What the buttons of the pane lead to, by the id of a finding. */
export type FindingActions = {
  readonly onAcknowledge: (id: string) => void;
  readonly onResolve: (id: string) => void;
  /** Gives a resolved finding another disposition. */
  readonly onAmend: (id: string) => void;
  readonly onShelve: (id: string) => void;
  readonly onUnshelve: (id: string) => void;
  /** Says that an anomaly was normal. */
  readonly onNormal: (id: string) => void;
  readonly onNote: (id: string) => void;
  readonly onCall: (id: string) => void;
  /** Writes down that a dispatch is there, by its own id. */
  readonly onArrived: (dispatch: string) => void;
  readonly onCallOff: (dispatch: string, who: string) => void;
  /** Shows what a metric did around an instant. */
  readonly onShowSeries: (site: string, metric: string, at: EpochMs) => void;
  /** Shows another finding: a child, the parent or a related one. */
  readonly onOpen: (id: string) => void;
};
