import type { CountedType, JudgedType } from '#core/doctor/facts.ts';
import type { TenantScope } from '#core/model/actor.ts';
import type { EpochMs } from '#core/model/time.ts';

/** Which findings or alerts; `sites` null: of all that the scope may see. */
export type LoadQuestion = { readonly sites: readonly string[] | null; readonly since: EpochMs };

/** What only the doctor asks of the database. */
export type DoctorReads = {
  /** The newest event of each site and stream, however old; its sender's clock may be ahead. */
  readonly newest: (
    streams: readonly number[],
  ) => readonly { readonly site_id: number; readonly stream: number; readonly ts: EpochMs }[];
  /** Findings that were detected since, by type and by what people judged. */
  readonly judged: (scope: TenantScope, question: LoadQuestion) => readonly JudgedType[];
  /** Alerts that were raised since, by the type of their finding. */
  readonly alerts: (scope: TenantScope, question: LoadQuestion) => readonly CountedType[];
};
