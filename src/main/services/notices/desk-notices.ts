import type { Clock } from '#main/ports/time.ts';
import type { Desks } from '../desks/desks.ts';
import type { Emit } from '../engine/context.ts';
import type { Mute } from './mute.ts';
import type { OpenAlarmList } from './open-alarms.ts';
import { deskTag, ofDesk } from './words.ts';

type World = {
  readonly clock: Clock;
  readonly emit: Emit;
  readonly mute: Mute;
  readonly desks: Desks;
};

/** One notice for each desk that nobody attends while alarms wait there: it goes to everybody, and away with the last of them. */
export class DeskNotices {
  readonly #world: World;
  readonly #open: OpenAlarmList;
  /** Desks of which everybody was told. */
  readonly #told = new Set<string>();

  constructor(world: World, open: OpenAlarmList) {
    this.#world = world;
    this.#open = open;
    world.desks.onAttended((attended) => this.#look(attended));
  }

  /** Alarms were seen to: takes away what has nothing to tell any more. */
  settle(): void {
    for (const desk of this.#told) if (this.#alarmsOf(desk) === null) this.#withdraw(desk);
  }

  #look(attended: ReadonlyMap<string, string>): void {
    const { view } = this.#world.desks;
    const left = new Set(view.desks.filter(({ code }) => !attended.has(code)).map(({ code }) => code));
    for (const desk of this.#told) if (!left.has(desk)) this.#withdraw(desk);
    for (const desk of view.desks) if (left.has(desk.code) && !this.#told.has(desk.code)) this.#tell(desk);
  }

  #tell(desk: { readonly code: string; readonly name: string }): void {
    const alarms = this.#alarmsOf(desk.code);
    if (alarms === null) return;
    const { clock, emit, mute } = this.#world;
    this.#told.add(desk.code);
    emit('notice', ofDesk(desk, alarms.count, alarms.worst, mute.at(clock.now()) === null));
  }

  #withdraw(desk: string): void {
    this.#told.delete(desk);
    this.#world.emit('notices.withdrawn', { tags: [deskTag(desk)] });
  }

  #alarmsOf(desk: string) {
    const { view } = this.#world.desks;
    return this.#open.among((site) => view.deskOf(site) === desk);
  }
}
