import { LOCALE, rangeText, scoreWords } from '#renderer/words/measures.ts';

/** A number with the digits that matter and the minus sign of mathematics: `0.42`, `6.2`, `128`, `1,204`, `−3.4`. */
export function formatNumber(value: number): string {
  const size = Math.abs(value);
  const digits = size >= 100 ? 0 : size >= 1 ? 1 : 2;
  const text = size.toLocaleString(LOCALE, { maximumFractionDigits: digits });
  return value < 0 && text !== '0' ? `−${text}` : text;
}

/** The same in at most four signs, for where there is hardly any room: `0.4`, `6.2`, `128`, `1.2k`, `34k`. */
export function formatShort(value: number): string {
  const size = Math.abs(value);
  const sign = value < 0 ? '−' : '';
  if (size >= 9_950) return `${sign}${Math.round(size / 1_000)}k`;
  if (size >= 999.5) return `${sign}${(size / 1_000).toFixed(1)}k`;
  const text = size >= 9.95 ? String(Math.round(size)) : size.toFixed(1).replace(/\.0$/, '');
  return text === '0' ? text : sign + text;
}

/** With its sign, also when it is positive: `+2.1`, `−3.4`. */
export const formatSigned = (value: number): string =>
  value > 0 ? `+${formatNumber(value)}` : formatNumber(value);

export type Scale = { readonly scale: 'DAY' | 'SAMPLE'; readonly kind: 'COUNT' | 'GAUGE' };

/** What a score is counted in: the surprise of a day, or the distance from the median of its hour of the week. */
export function scoreUnit({ scale, kind }: Scale): string {
  if (scale === 'SAMPLE') return scoreWords.robust;
  return kind === 'COUNT' ? scoreWords.surprise : scoreWords.distance;
}

/** `6.2 to 14`. */
export const formatRange = (low: number, high: number): string =>
  rangeText(formatNumber(low), formatNumber(high));
