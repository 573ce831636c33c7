import type { TenantScope } from '#core/model/actor.ts';
import type { KeptReport, Signed, WholeReport } from '#core/model/kept-report.ts';

/** Reports as they were made; nothing of them is ever changed, names are added. */
export type ReportRepo = {
  readonly add: (report: Omit<WholeReport, 'signatures'>) => void;
  /** Throws where the report has that role already. */
  readonly sign: (id: string, signed: Signed) => void;
  readonly get: (id: string) => WholeReport | null;
  /** The newest first, of those whose scope may be seen. */
  readonly newest: (limit: number, maySee: (scope: TenantScope) => boolean) => readonly KeptReport[];
};
