/** Append-only tables that give codes an integer. Each call creates what is missing (inside a transaction) and remembers it. */
export type Registry = {
  readonly person: (tenantId: number, code: string) => number;
  readonly device: (tenantId: number, code: string) => number;
  readonly source: (tenantId: number | null, code: string) => number;
  /** Any other word that an event carries: a phone event's kind, a status, a checkpoint. */
  readonly term: (text: string) => number;
  /** The pair of source and device that sent an event; null when both are. */
  readonly origin: (sourceId: number | null, deviceId: number | null) => number | null;
  /** A counted signal: 1 to 6 built in, from 100 custom. */
  readonly signal: (name: string) => number;
  readonly personCode: (id: number) => string | null;
  /** The device of an origin; null when it has none. */
  readonly deviceCode: (originId: number) => string | null;
  /** The source of an origin that can be heard; null when it has none, or one that delivers only when it is asked. */
  readonly sourceCode: (originId: number) => string | null;
  readonly termText: (id: number) => string | null;
  readonly signalName: (id: number) => string | null;
};
