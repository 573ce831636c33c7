import type { OpenStore } from '#main/adapters/sqlite/store.ts';

/** Lets the database grow by `pages` more pages and no further, as a full disk does: SQLite then says FULL. */
export function allowPages({ session }: OpenStore, pages: number): void {
  const used = session.pluck<[], number>('PRAGMA page_count').get() ?? 0;
  session.pluck<[], number>(`PRAGMA max_page_count = ${used + pages}`).get();
}

/** Takes the limit away again. */
export const allowAll = ({ session }: OpenStore): void =>
  void session.pluck<[], number>('PRAGMA max_page_count = 4294967294').get();
