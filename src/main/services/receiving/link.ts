import type { TopicMap } from '#core/telemetry/topics/topic-map.ts';
import type { MqttTarget } from '#main/ports/mqtt.ts';
import type { DropFile } from '#main/ports/store.ts';
import type { TraccarTarget } from '#main/ports/traccar.ts';
import type { Consignment, Verdict } from '../telemetry/consignment.ts';

/* What the engine and the thread of the gates say to each other. Plain data: it is cloned. */

/** How telemetry may come from outside. */
export type GateSettings = {
  readonly mqtt: readonly MqttBroker[];
  readonly traccar: readonly TraccarSource[];
  readonly http: { readonly on: boolean; readonly address: string; readonly port: number };
  readonly drop: { readonly on: boolean; readonly folder: string };
};

/** A broker whose topics are read. Its secrets never leave the engine and the thread of the gates. */
export type MqttBroker = MqttTarget & {
  readonly name: string;
  readonly on: boolean;
  /** Code of the only tenant whose sites its messages may name; null: of every tenant. */
  readonly tenant: string | null;
  readonly maps: readonly TopicMap[];
};

/** A Traccar server whose history is asked for. Its secrets never leave the engine and the thread of the gates. */
export type TraccarSource = TraccarTarget & {
  readonly name: string;
  readonly on: boolean;
  /** As of a broker. */
  readonly tenant: string | null;
  /** Unique identifiers of the devices that are asked for; none: every one that the user may see. */
  readonly devices: readonly string[];
  /** How often is asked, minutes. */
  readonly every_minutes: number;
  /** How much of the past is asked for at first, hours. */
  readonly back_hours: number;
};

/** A connection that comes and goes. `since`: for how long it has been so. */
export type LinkState = {
  readonly name: string;
  readonly state: 'OFF' | 'CONNECTING' | 'CONNECTED' | 'WAITING';
  readonly reason: string | null;
  readonly since: number;
  /** Connections that were lost or did not come about, since the thread was started. */
  readonly failures: number;
  /** Messages, and those of no known time that the broker had kept: they are old and not counted. */
  readonly messages: number;
  readonly left_out: number;
};

/** How the history of a Traccar server is asked for. */
export type PullState = Omit<LinkState, 'messages' | 'left_out'> & {
  /** Devices that are asked for, as the server told last. */
  readonly devices: number;
  /** When the last round ended in which everything was answered. */
  readonly complete_at: number | null;
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
  readonly mqtt: readonly LinkState[];
  readonly traccar: readonly PullState[];
};

/** What the thread must know to tell senders apart and to read times without an offset. */
export type GateKnowledge = {
  readonly keys: readonly KnownKey[];
  readonly zones: readonly Zone[];
};
export type KnownKey = { readonly name: string; readonly tenant: string; readonly sha256: string };
export type Zone = { readonly site: string; readonly tenant: string; readonly timezone: string };

/** A consignment on its way to the engine; `progress`: how far its file was read with it; `mark`: what else is written with it. */
export type Parcel = Omit<Consignment, 'alongside'> & {
  /** The way by which it came: `http`, `drop`, `mqtt:NAME`, `traccar:NAME`. */
  readonly connector: string;
  readonly progress: DropProgress | null;
  readonly mark: Mark | null;
};
/** An entry of a short list that is kept with the events: what a connector must know of them after a kill. The newest `keep` stay. */
export type Mark = { readonly list: string; readonly entry: MarkEntry; readonly keep: number };
export type MarkEntry = Readonly<Record<string, string | number | null>> & { readonly id: string | number };
/** `begins`: this is the first part of the file, so what is known of it counts anew. */
export type DropProgress = Pick<DropFile, 'name' | 'size' | 'mtime' | 'position' | 'sha256' | 'lines'> & {
  readonly begins: boolean;
};

/** What the thread asks of the engine. */
export type Desk = {
  /** Answers when the parcel is on disk, or at once with why it is not taken. */
  readonly offer: (parcel: Parcel) => Promise<Verdict>;
  /** How far a file was read; null: never. */
  readonly dropOf: (name: string) => Promise<DropFile | null>;
  readonly dropEnded: (end: DropEnd) => Promise<null>;
  /** The entries of a list of marks, the oldest first. */
  readonly marksOf: (list: string) => Promise<readonly MarkEntry[]>;
};
export type DropEnd = {
  readonly name: string;
  readonly state: 'DONE' | 'REJECTED';
  readonly reason: string | null;
};
