const RELOADS_AT_MOST = 3;
const WITHIN_MS = 5 * 60_000;
const KEY = 'vigil.reloads';

/** Whether a page that failed at `now` may load itself again: three times in five minutes. Keeps count where a reload does not forget it. */
export function mayReload(storage: Pick<Storage, 'getItem' | 'setItem'>, now: number): boolean {
  const before = (storage.getItem(KEY) ?? '').split(' ').map(Number);
  const recent = before.filter((at) => at > 0 && Math.abs(now - at) < WITHIN_MS);
  if (recent.length >= RELOADS_AT_MOST) return false;
  storage.setItem(KEY, [...recent, now].join(' '));
  return true;
}
