import type { Finding } from '#core/model/finding.ts';
import type { EpochMs } from '#core/model/time.ts';
import type { Alarm } from '#core/notices/episode.ts';
import { route } from '#core/notices/stages.ts';
import type { Store } from '#main/ports/store.ts';
import type { Clock } from '#main/ports/time.ts';
import type { HearerOf } from '../desks/desk-view.ts';
import type { Desks } from '../desks/desks.ts';
import type { Emit } from '../engine/context.ts';
import type { FindingBook } from '../findings/book.ts';
import type { Outcome } from '../findings/changes.ts';
import { DeskNotices } from './desk-notices.ts';
import type { FloodEnd } from './flood-desk.ts';
import { FloodDesk } from './flood-desk.ts';
import type { Mute } from './mute.ts';
import { OpenAlarmList } from './open-alarms.ts';
import type { Grouped, ZoneOf } from './site-notices.ts';
import { SiteNotices } from './site-notices.ts';
import { ofFinding, ofFlood } from './words.ts';

export type DeskWorld = {
  readonly store: Store;
  readonly clock: Clock;
  readonly emit: Emit;
  readonly book: FindingBook;
  readonly zoneOf: ZoneOf;
  readonly mute: Mute;
  readonly desks: Desks;
};

/** Between the findings that must be heard and whoever shows them, the same for both hosts: sends each through the stages, and takes away what somebody has seen to. */
export class NoticeDesk {
  readonly #world: DeskWorld;
  readonly #flood: FloodDesk;
  readonly #sites = new SiteNotices();
  readonly #open: OpenAlarmList;
  readonly #desks: DeskNotices;

  constructor(world: DeskWorld) {
    this.#world = world;
    this.#flood = new FloodDesk(world.store, world.clock.now());
    this.#open = new OpenAlarmList(world.book);
    this.#desks = new DeskNotices(world, this.#open);
  }

  /** What a commit came to: who is to be heard, and what somebody has seen to. */
  take({ changed, notices }: Outcome): void {
    const { clock, emit, book } = this.#world;
    const now = clock.now();
    const { closed, moved } = this.#open.take(changed, book);
    if (closed.length > 0) emit('notices.withdrawn', { tags: [...closed, ...this.#sites.close(closed)] });
    if (notices.length > 0) this.#hear(notices, now);
    if (moved) emit('notices.open', this.#open.state);
    if (closed.length > 0) this.#desks.settle();
  }

  /** Tells how things stand: at the start nobody has heard anything. */
  tell(): void {
    this.#world.emit('notices.open', this.#open.state);
    this.tick(this.#world.clock.now());
  }

  /** Time went on: a flood may be over. */
  tick(now: EpochMs): void {
    this.#settle(now, this.#pass(now));
  }

  #hear(findings: readonly Finding[], now: EpochMs): void {
    const { emit, mute, zoneOf, desks } = this.#world;
    const end = this.#pass(now);
    this.#flood.hear(findings.map(alarmOf), now);
    const muted = mute.at(now) !== null;
    const hearer = desks.hearers(now);
    const grouped: Grouped[] = [];
    for (const finding of findings) {
      const alarm = alarmOf(finding);
      const siteHeardAt = this.#sites.heardAt(finding.site);
      const { delivery, heard } = route(alarm, { muted, flood: this.#flood.isOn, siteHeardAt });
      if (delivery === 'held') this.#flood.episode.hold(alarm);
      else if (delivery === 'with_site') grouped.push({ finding, heard });
      else
        emit('notice', {
          ...ofFinding(finding, zoneOf(finding.site), now, heard),
          holder: hearer(finding.site),
        });
    }
    this.#tellSites(grouped, hearer, now);
    this.#settle(now, end);
  }

  #tellSites(grouped: readonly Grouped[], hearer: HearerOf, now: EpochMs): void {
    const { emit, zoneOf } = this.#world;
    const { episode } = this.#flood;
    const isOpen = (id: string) => this.#open.has(id);
    const { notices, replaced } = this.#sites.add(grouped, { episode, zoneOf, isOpen, now });
    const news = new Set(grouped.map(({ finding }) => finding.id));
    const tags = replaced.filter((id) => !news.has(id)); // the new ones never had a notice of their own
    if (tags.length > 0) emit('notices.withdrawn', { tags });
    for (const notice of notices) emit('notice', { ...notice, holder: hearer(notice.site) });
  }

  #pass(now: EpochMs): FloodEnd | null {
    const end = this.#flood.pass(now);
    if (end === null) return null;
    const { emit, mute, zoneOf } = this.#world;
    this.#sites.quieten();
    emit('notice', ofFlood(end, zoneOf(null), now, mute.at(now) === null));
    return end;
  }

  /** Keeps and tells how the flood stands, where that is news. */
  #settle(now: EpochMs, end: FloodEnd | null): void {
    const state = this.#flood.keep(now, end);
    if (state !== null) this.#world.emit('notices.flood', state);
  }
}

const alarmOf = ({ id, finding_type, site, severity }: Finding): Alarm => ({
  finding_id: id,
  finding_type,
  site,
  severity,
});
