import type { OpenAlarm, OpenAlarms } from '#contract/notices.ts';
import { type Finding, severityRank } from '#core/model/finding.ts';
import type { FindingBook } from '../findings/book.ts';

const NEWEST = 5;

/** Announced, and nobody has seen to it; what is shelved or folded under a parent waits for nobody. */
export const isOpenAlarm = ({ status, alert_id, shelved_until, parent_id }: Finding): boolean =>
  status === 'NEW' && alert_id !== null && shelved_until === null && parent_id === null;

const alarmOf = (finding: Finding): OpenAlarm => ({
  finding_id: finding.id,
  finding_type: finding.finding_type,
  site: finding.site,
  severity: finding.severity,
  title: finding.title,
  since: finding.condition_started_at,
});

/** The alarms that nobody has acknowledged, in the order in which they came. */
export class OpenAlarmList {
  readonly #alarms = new Map<string, OpenAlarm>();
  #critical = 0;

  constructor(book: FindingBook) {
    const open = [...book.all()].filter(isOpenAlarm).sort((a, b) => a.detected_at - b.detected_at);
    for (const finding of open) this.#put(finding);
  }

  /** Takes findings as they are now. Returns those that are no open alarms any more, and whether anything changed. */
  take(
    changed: readonly string[],
    book: FindingBook,
  ): { readonly closed: readonly string[]; readonly moved: boolean } {
    const closed: string[] = [];
    let moved = false;
    for (const id of changed) {
      const finding = book.byId(id);
      const known = this.#alarms.get(id);
      if (finding !== null && isOpenAlarm(finding)) {
        const isNews = known?.severity !== finding.severity;
        if (isNews) this.#drop(id, known); // announced anew: it is the newest again
        if (isNews) this.#put(finding);
        moved ||= isNews;
      } else if (known !== undefined) {
        this.#drop(id, known);
        closed.push(id);
      }
    }
    return { closed, moved: moved || closed.length > 0 };
  }

  has(findingId: string): boolean {
    return this.#alarms.has(findingId);
  }

  /** The alarms of some sites: how many, and the newest of the worst; null where there is none. */
  among(
    isOwn: (site: string | null) => boolean,
  ): { readonly count: number; readonly worst: OpenAlarm } | null {
    const own = [...this.#alarms.values()].filter(({ site }) => isOwn(site));
    const worst = own.reduce<OpenAlarm | null>(
      (found, each) =>
        found === null || severityRank(each.severity) >= severityRank(found.severity) ? each : found,
      null,
    );
    return worst === null ? null : { count: own.length, worst };
  }

  get state(): OpenAlarms {
    return {
      count: this.#alarms.size,
      critical: this.#critical,
      newest: [...this.#alarms.values()].slice(-NEWEST).reverse(),
    };
  }

  #put(finding: Finding): void {
    const alarm = alarmOf(finding);
    this.#alarms.set(alarm.finding_id, alarm);
    if (alarm.severity === 'CRITICAL') this.#critical++;
  }

  #drop(id: string, known: OpenAlarm | undefined): void {
    if (this.#alarms.delete(id) && known?.severity === 'CRITICAL') this.#critical--;
  }
}
