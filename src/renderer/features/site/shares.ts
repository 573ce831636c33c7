import type { Page } from './site-store.ts';

/** How many of the findings that a person judged were false, from 0 to 1, with how many were judged; null: none was. */
export function falseShare(
  dispositions: Page['dispositions'],
): { readonly share: number; readonly n: number } | null {
  const of = (wanted: (disposition: Page['dispositions'][number]) => boolean) =>
    dispositions.reduce((sum, each) => (wanted(each) ? sum + each.count : sum), 0);
  const n = of(({ disposition }) => disposition !== 'UNDETERMINED');
  return n === 0 ? null : { share: of(({ disposition }) => disposition === 'FALSE_POSITIVE') / n, n };
}
