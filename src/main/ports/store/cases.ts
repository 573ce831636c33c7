import type { TenantScope } from '#core/model/actor.ts';
import type { CaseFolder } from '#core/model/case-folder.ts';
import type { EpochMs } from '#core/model/time.ts';

/** Cases, each read and written as a whole. */
export type CaseRepo = {
  /** Takes the place of the one of that id. */
  readonly save: (folder: CaseFolder, at: EpochMs) => void;
  readonly get: (id: string) => CaseFolder | null;
  readonly remove: (id: string) => void;
  readonly count: () => number;
  /** The one that was changed last first, of those whose scope may be seen. */
  readonly newest: (limit: number, maySee: (scope: TenantScope) => boolean) => readonly CaseFolder[];
};
