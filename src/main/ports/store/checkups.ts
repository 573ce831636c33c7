import type { Checkup, CheckupItem, CheckupKind, CheckupTick } from '#core/model/checkup.ts';
import type { EpochMs } from '#core/model/time.ts';

/** Checkups from when they fall due until they are signed. */
export type CheckupRepo = {
  readonly add: (checkup: Pick<Checkup, 'id' | 'kind' | 'site' | 'due_at'>) => void;
  readonly begin: (id: string, begun: NonNullable<Checkup['begun']>, items: readonly CheckupItem[]) => void;
  /** In the place of what was said of the item before. */
  readonly tick: (id: string, tick: CheckupTick) => void;
  readonly sign: (id: string, signed: NonNullable<Checkup['signed']>) => void;
  readonly get: (id: string) => Checkup | null;
  /** The one of the site, or of the installation, that is not signed. */
  readonly openOf: (kind: CheckupKind, site: string | null) => Checkup | null;
  /** Those that are not signed, without their figures: the longest due first. */
  readonly open: () => readonly Omit<Checkup, 'items'>[];
  /** Codes of the sites that have one that is not signed. */
  readonly openSites: () => ReadonlySet<string>;
  /** When one of a site was last signed, or of the installation (null); null: never. */
  readonly lastSigned: (site: string | null) => EpochMs | null;
};
