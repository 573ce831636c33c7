import type { Header, MailAction, Webhook } from './action.ts';

/** A file that a mail carries: its bytes are those of this hash, and no others. */
export type Attachment = {
  readonly name: string;
  readonly media_type: 'application/pdf' | 'text/html';
  readonly size: number;
  /** In hex. */
  readonly sha256: string;
};

/** Exactly what is sent, but for the secret: of that only where it goes is told. */
export type Content =
  | {
      readonly kind: 'WEBHOOK';
      readonly method: Webhook['method'];
      readonly url: string;
      readonly headers: readonly Header[];
      readonly body: string;
    }
  | {
      readonly kind: 'MAIL';
      readonly server: MailAction['server'];
      readonly from: string;
      readonly to: readonly string[];
      readonly subject: string;
      readonly text: string;
      /** Absent: none. */
      readonly attachments?: readonly Attachment[] | undefined;
    };
