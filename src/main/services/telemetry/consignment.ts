import type { Lane } from '#core/model/lane.ts';
import type { Sent } from '#core/telemetry/foreign/sent.ts';
import type { AcceptOptions, Outcome, Sender } from './batch.ts';
import type { UnreadableLine } from './intake.ts';

/** As many events go into one transaction; a consignment holds no more. */
export const MOST_EVENTS = 1_000;

/** Telemetry of one sender that is committed together: it is taken as a whole or not at all. */
export type Consignment = {
  readonly lane: Lane;
  /** True when it must not wait for others to be committed with. */
  readonly urgent: boolean;
  readonly sender: Sender;
  readonly sent: readonly Sent[];
  readonly unreadable: readonly UnreadableLine[];
  /** Where it came from, for the quarantine list; `lines` has the number of each event's line in it. */
  readonly place: string | null;
  readonly lines: readonly number[] | null;
  readonly alongside?: AcceptOptions['alongside'];
};

/** What became of a consignment. Outcomes are those of its events, in their order. */
export type Verdict =
  | { readonly taken: true; readonly outcomes: readonly Outcome[] }
  /** FULL: its lane is. STORE: the store takes nothing of this kind now. FAILED: it could not be stored, and the log says why. */
  | { readonly taken: false; readonly why: 'FULL' | 'STORE' | 'FAILED' };

/** Events and lines in it. */
export const sizeOf = ({ sent, unreadable }: Pick<Consignment, 'sent' | 'unreadable'>): number =>
  sent.length + unreadable.length;
