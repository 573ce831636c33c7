import type { FindingRow } from '#contract/findings.ts';
import type { FeedStore } from '#renderer/features/feed/index.ts';
import type { FindingStore } from '#renderer/features/finding/index.ts';
import type { BehindStore } from '#renderer/features/indicators/index.ts';

type Known = Pick<
  FindingRow,
  'site' | 'title' | 'finding_type' | 'subject' | 'status' | 'assigned_to' | 'escalated_at'
>;

/** What knows the findings that are on the screen. */
type Shown = { readonly feed: FeedStore; readonly finding: FindingStore; readonly behind?: BehindStore };

/** What is known of a finding that is on the screen; undefined when it is not there. */
export function rowOf({ feed, finding, behind }: Shown, id: string): Known | undefined {
  const line = feed
    .getState()
    .lines()
    .find(({ row }) => row.id === id);
  const shown = finding.getState().detail?.finding;
  const listed = behind?.getState().rows?.find((row) => row.id === id);
  return line?.row ?? (shown?.id === id ? shown : listed);
}

/** Type of a finding that is on the screen; undefined when it is not. */
export const typeOf = (stores: Shown, id: string): string | undefined => rowOf(stores, id)?.finding_type;

/** A finding in a few words: its site and its title. */
export function describeFinding(stores: Shown, id: string): string {
  const known = rowOf(stores, id);
  return known === undefined ? id : [known.site, known.title].filter(Boolean).join(' ');
}
