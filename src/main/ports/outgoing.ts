import type { AllowedHost } from '#core/actions/allow-list.ts';

/** A request as it leaves. `url` with the path and the query; the headers of the connection (host, length) are set by the sender. */
export type OutgoingRequest = {
  readonly url: string;
  readonly method: 'POST' | 'PUT';
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

/** What became of it; reasons are words for people. */
export type SendResult =
  /**
   * `body`: at most 64 KB, as text. `retry_after_ms`: how long it asks to be left alone. `settled`: of a mail of which a recipient
   * was refused for now, those who have it, or were refused for good; absent: all of them share the answer.
   */
  | {
      readonly kind: 'ANSWERED';
      readonly status: number;
      readonly body: string;
      readonly retry_after_ms: number | null;
      readonly settled?: readonly string[] | undefined;
    }
  /** Never sent: the address is not allowed, or the request is none. Trying again is of no use. */
  | { readonly kind: 'REFUSED'; readonly reason: string }
  /** Certainly not arrived. */
  | { readonly kind: 'UNREACHED'; readonly reason: string }
  /** It may have arrived: try again with the same key. */
  | { readonly kind: 'UNKNOWN'; readonly reason: string };

/** Sends once and waits 10 s at most, or until `stop` comes, whose reason is told. Never rejects. */
export type SendRequest = (
  request: OutgoingRequest,
  allowed: readonly AllowedHost[],
  stop?: AbortSignal,
) => Promise<SendResult>;

/** A file that a mail carries. */
export type MailFile = { readonly name: string; readonly media_type: string; readonly bytes: Uint8Array };

/** A mail of plain text, and what it carries. Addresses without a name around them; `message_id` with its angle brackets. */
export type Mail = {
  readonly server: {
    readonly host: string;
    readonly port: number;
    readonly security: 'TLS' | 'STARTTLS' | 'NONE';
    readonly username: string | null;
    readonly password: string | null;
  };
  readonly from: string;
  readonly to: readonly string[];
  /** Whom of those it is handed over for; absent: all. */
  readonly recipients?: readonly string[] | undefined;
  readonly subject: string;
  readonly text: string;
  readonly files?: readonly MailFile[] | undefined;
  readonly message_id: string;
};

/** Hands a mail over once, or ends when `stop` comes. ANSWERED has the code of SMTP as its status (250 where it was taken). Never rejects. */
export type SendMail = (
  mail: Mail,
  allowed: readonly AllowedHost[],
  stop?: AbortSignal,
) => Promise<SendResult>;
