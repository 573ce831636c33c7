import type { DropFile } from '#main/ports/store.ts';
import type { Consignment, Verdict } from '../telemetry/consignment.ts';

/* What the engine and the thread of the gates say to each other. Plain data: it is cloned. */

/** How telemetry may come from outside. */
export type GateSettings = {
  readonly http: { readonly on: boolean; readonly address: string; readonly port: number };
  readonly drop: { readonly on: boolean; readonly folder: string };
};

/** What became of the settings. `reason`: why it does not work, for people. */
export type GateState = {
  readonly http: {
    readonly state: 'OFF' | 'LISTENING' | 'FAILED';
    /** The port that is really listened on. */
    readonly port: number | null;
    readonly reason: string | null;
  };
  readonly drop: { readonly state: 'OFF' | 'WATCHING' | 'FAILED'; readonly reason: string | null };
};

/** Since the thread was started. */
export type GateCounts = {
  readonly requests: number;
  /** Requests that were refused, by HTTP status. */
  readonly refused: Readonly<Record<string, number>>;
  /** When each key was used last. */
  readonly used: readonly { readonly name: string; readonly at: number }[];
  /** The file of the drop folder that is being read. */
  readonly reading: string | null;
};

/** What the thread must know to tell senders apart and to read times without an offset. */
export type GateKnowledge = {
  readonly keys: readonly KnownKey[];
  readonly zones: readonly Zone[];
};
export type KnownKey = { readonly name: string; readonly tenant: string; readonly sha256: string };
export type Zone = { readonly site: string; readonly tenant: string; readonly timezone: string };

/** A consignment on its way to the engine; `progress`: how far its file was read with it. */
export type Parcel = Omit<Consignment, 'alongside'> & { readonly progress: DropProgress | null };
export type DropProgress = Pick<DropFile, 'name' | 'size' | 'mtime' | 'position' | 'sha256' | 'lines'>;

/** What the thread asks of the engine. */
export type Desk = {
  /** Answers when the parcel is on disk, or at once with why it is not taken. */
  readonly offer: (parcel: Parcel) => Promise<Verdict>;
  /** How far a file was read; null: never. */
  readonly dropOf: (name: string) => Promise<DropFile | null>;
  readonly dropEnded: (end: DropEnd) => Promise<null>;
};
export type DropEnd = {
  readonly name: string;
  readonly state: 'DONE' | 'REJECTED';
  readonly reason: string | null;
};
