import type { BundleView } from '#contract/bundle-view.ts';
import type { EpochMs } from '#core/model/time.ts';
import type { Detail } from '#renderer/features/finding/index.ts';

/** Who sealed a bundle, when and with which key. */
export type Seal = {
  readonly made_at: EpochMs;
  readonly made_by: string;
  readonly verified: boolean;
  readonly program: string;
  readonly redacted: boolean;
  readonly fingerprint: string;
  readonly trail_head: { readonly seq: number; readonly hash: string };
};
/** What a bundle shows. */
export type Bundle = { readonly view: BundleView; readonly seal: Seal };

/** The finding in the form that its parts are drawn from; contacts and other findings are not in a bundle. */
export const detailOf = ({ children: _, place: __, ...view }: BundleView): Detail => ({
  ...view,
  ...{ children: [], parent: null, related: [], archived: false },
  newest_runbook_version: view.runbook?.version ?? null,
  contacts: { site: [], people: [], escalation: [] },
  escalation: { next: null, later: [], again_minutes: null, waiting: [], told: [] },
  messages: [],
});
