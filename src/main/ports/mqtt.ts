/** How a broker is reached. */
export type MqttTarget = {
  /** `mqtt://HOST:PORT`, or `mqtts://HOST:PORT` for TLS. */
  readonly url: string;
  /** 4 is MQTT 3.1.1. */
  readonly version: 4 | 5;
  /** The same for ever: the broker keeps what came while we were away under it. */
  readonly client_id: string;
  readonly username: string | null;
  readonly password: string | null;
  /** PEM. `ca`: who vouches for the broker; null: whom the system trusts. */
  readonly ca: string | null;
  readonly certificate: string | null;
  readonly key: string | null;
};

/** One message that arrived. It is acknowledged by `settle` and not before, in the order of arrival. */
export type MqttMessage = {
  readonly topic: string;
  readonly payload: Buffer;
  /** The broker kept it: it may be from any time. */
  readonly retained: boolean;
  /** Its number in the session; null for one that the broker sends once and forgets. */
  readonly id: number | null;
  readonly settle: () => void;
};

export type MqttHandlers = {
  /** Let in, and before any message. `resumed`: the broker goes on with our session. */
  readonly onSession: (resumed: boolean) => void;
  /** Subscribed to everything. */
  readonly onUp: () => void;
  readonly onMessage: (message: MqttMessage) => void;
  /** Called once, when the connection is over, with why, in words for people. Nothing is told afterwards. */
  readonly onDown: (reason: string) => void;
};

export type MqttParts = MqttHandlers & {
  readonly target: MqttTarget;
  readonly filters: readonly string[];
  /** Filters of an earlier time that the broker shall forget. */
  readonly forget: readonly string[];
  /** False for a trial: the broker keeps nothing for it. */
  readonly lasting: boolean;
};
export type MqttLink = { readonly close: () => Promise<void> };

/** One connection from its beginning to its end; who wants another one opens it. */
export type OpenMqtt = (parts: MqttParts) => MqttLink;
