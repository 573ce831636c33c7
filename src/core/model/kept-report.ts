import type { TenantScope } from './actor.ts';
import type { ReportDocument, ReportKind } from './report.ts';
import type { EpochMs } from './time.ts';

/** As what somebody puts a name under a report. A handover is handed on and taken over; a scorecard is released, or sent back; a checkup is signed when it is kept. */
export const SIGNING_ROLES = ['OUTGOING', 'INCOMING', 'APPROVED', 'DECLINED', 'REVIEWED'] as const;
export type SigningRole = (typeof SIGNING_ROLES)[number];

/** Not signed by everybody yet, complete, or sent back. */
export const STANDINGS = ['OPEN', 'SIGNED', 'DECLINED'] as const;
export type Standing = (typeof STANDINGS)[number];

/** A name under a report. */
export type Signed = {
  readonly role: SigningRole;
  readonly by: string;
  readonly verified: boolean;
  readonly at: EpochMs;
  readonly note: string | null;
};

/** A report that is kept as it was made. */
export type KeptReport = {
  readonly id: string;
  readonly kind: ReportKind;
  readonly made_at: EpochMs;
  readonly made_by: string;
  /** What of the installation it is about: whoever sees less does not see it. */
  readonly scope: TenantScope;
  readonly title: string;
  readonly subject: string;
  readonly span: string;
  /** Of the document's canonical JSON, in hex. */
  readonly sha256: string;
  readonly signatures: readonly Signed[];
};
/** With what it says. */
export type WholeReport = KeptReport & { readonly document: ReportDocument };
