/** `6, 14, 22` as hours of the day, in order and each once; null for what is none. */
export function hoursOf(text: string): readonly number[] | null {
  const parts = text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
  const hours = parts.map((part) => (/^\d{1,2}(:00)?$/.test(part) ? Number(part.split(':')[0]) : Number.NaN));
  if (hours.some((hour) => !(hour <= 23))) return null;
  return [...new Set(hours)].sort((a, b) => a - b);
}
