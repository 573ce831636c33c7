import { Age } from '#renderer/ui/times.tsx';
import { ENGINE_PAGE } from '#renderer/words/engine-page.ts';
import { LOCALE } from '#renderer/words/measures.ts';
import styles from './engine-page.module.css';

export const number = (value: number): string => value.toLocaleString(LOCALE);
export const bytes = (value: number | null): string =>
  value === null ? ENGINE_PAGE.unknown : ENGINE_PAGE.bytes(value);

/** How long ago something was, or that it never was. */
export function Ago({ at, zone }: { readonly at: number | null; readonly zone: string }) {
  if (at === null) return <span className={styles.faint}>{ENGINE_PAGE.never}</span>;
  return (
    <>
      <Age at={at} zone={zone} /> {ENGINE_PAGE.ago}
    </>
  );
}
