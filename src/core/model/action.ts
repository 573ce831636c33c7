/** What a template of an action may be filled with. */
export const FIELDS = [
  'finding.id',
  'finding.type',
  'finding.category',
  'finding.severity',
  'finding.title',
  'finding.message',
  'finding.status',
  'finding.condition',
  'finding.subject',
  'finding.detected_at',
  'finding.started_at',
  'site.code',
  'site.name',
  'client.code',
  'tenant.code',
  'runbook.title',
  /** Of the message that tells an escalation; empty in every other. */
  'escalation.role',
  'contact.name',
  'contact.phone',
  'contact.email',
  'message.kind',
  'message.key',
] as const;
export type Field = (typeof FIELDS)[number];
export type Facts = Readonly<Record<Field, string>>;

export const ACTION_METHODS = ['POST', 'PUT'] as const;
export type ActionMethod = (typeof ACTION_METHODS)[number];

export type Header = { readonly name: string; readonly value: string };

/** A request to another machine, as an administrator has described it. */
export type Webhook = {
  readonly kind: 'WEBHOOK';
  readonly method: ActionMethod;
  readonly url: string;
  /** A value may hold `{{secret}}`, which is filled in when it is sent and shown nowhere. */
  readonly headers: readonly Header[];
  /** JSON; its texts may hold `{{finding.title}}` and the other fields. */
  readonly template: string;
  /** What is sent when the finding is over; null: nothing is. */
  readonly resolve_template: string | null;
};

/** A letter by SMTP. The password of the server is the action's secret. */
export type MailAction = {
  readonly kind: 'MAIL';
  readonly server: {
    readonly host: string;
    readonly port: number;
    readonly security: 'TLS' | 'STARTTLS' | 'NONE';
    readonly username: string | null;
  };
  readonly from: string;
  /** Addresses, or `{{contact.email}}` for whoever a finding is escalated to. */
  readonly to: readonly string[];
  /** Texts that may hold the fields. */
  readonly subject: string;
  readonly text: string;
  readonly resolve_text: string | null;
};

/** What Vigil may do outside of itself about a finding. Runbooks name it in `auto_actions`. */
export type Action = {
  /** As runbooks name it, e.g. `send_sms`. */
  readonly name: string;
  readonly title: string;
  readonly on: boolean;
  /** At most so many of it about one site in an hour without a person. */
  readonly hourly_cap: number;
  /** Grows by one at every change. */
  readonly version: number;
  readonly means: Webhook | MailAction;
};

/** Whether an action needs to be told where its test goes, because each finding says so otherwise. */
export const asksWhereTo = ({ means }: Pick<Action, 'means'>): boolean =>
  /\{\{\s*contact\.(phone|email)\s*\}\}/.test(JSON.stringify(means));

/** A finding's action, word to whoever it was escalated to, word that it is over, one message for many findings of a storm, or a kept report to its client. */
export const MESSAGE_KINDS = ['TRIGGER', 'ESCALATION', 'RESOLVE', 'DIGEST', 'REPORT'] as const;
/** What a message may be about a finding. */
export type FindingMessage = Exclude<MessageKind, 'REPORT'>;
export type MessageKind = (typeof MESSAGE_KINDS)[number];

/** REQUESTED waits for an approval, QUEUED for its turn; SENDING is on its way; the others are ends, of which DEAD and EXPIRED can be tried again. */
export const DELIVERY_STATES = [
  'REQUESTED',
  'QUEUED',
  'SENDING',
  'SENT',
  'DRY_RUN',
  'DEAD',
  'DECLINED',
  'WITHDRAWN',
  'EXPIRED',
] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];

/** What the screens list messages under. */
export const DELIVERY_LISTS = ['WAITING', 'UNDERWAY', 'FAILED', 'ENDED'] as const;
export type DeliveryList = (typeof DELIVERY_LISTS)[number];

/** Where a message is listed. */
export const DELIVERY_LIST_OF: Readonly<Record<DeliveryState, DeliveryList>> = {
  REQUESTED: 'WAITING',
  QUEUED: 'UNDERWAY',
  SENDING: 'UNDERWAY',
  SENT: 'ENDED',
  DRY_RUN: 'ENDED',
  DEAD: 'FAILED',
  DECLINED: 'ENDED',
  WITHDRAWN: 'ENDED',
  EXPIRED: 'FAILED',
};
