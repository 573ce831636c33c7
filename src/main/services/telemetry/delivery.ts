import { eventLine } from '#core/telemetry/event-line.ts';
import type { Clock } from '#main/ports/time.ts';
import type { AcceptOptions, Outcome, Sender } from './batch.ts';
import type { Consignment } from './consignment.ts';
import type { Intake } from './intake.ts';
import type { Placer } from './placer.ts';

export type DeliveryParts = {
  readonly intake: Intake;
  readonly placer: Placer;
  readonly clock: Pick<Clock, 'now'>;
};

/** What one event needs beside itself. */
type Item = { readonly sender: Sender; readonly place: string | null };

/** Commits a group of consignments in one transaction; it was received when that was (DECISIONS 8). Gives the outcomes of each. */
export function createDelivery({ intake, placer, clock }: DeliveryParts) {
  return (group: readonly Consignment[]): readonly (readonly Outcome[])[] => {
    // A transaction of its own: the same line is listed once, so that it may be refused again when the events fail.
    for (const { unreadable, sender } of group) if (unreadable.length > 0) intake.refuse(unreadable, sender);
    const events = group.flatMap(({ sent, sender }) => sent.map((each) => placer(each, sender.tenant)));
    const items = group.flatMap(itemsOf);
    const { outcomes } = intake.accept(events, {
      stamp: clock.now(),
      senderOf: (index) => itemAt(items, index).sender,
      originOf: (index) => {
        const event = events[index];
        return { raw: event === undefined ? '' : eventLine(event), place: itemAt(items, index).place };
      },
      ...togetherOf(group),
    });
    return split(group, outcomes);
  };
}

const itemsOf = ({ sent, sender, place, lines }: Consignment): readonly Item[] =>
  sent.map((_, index) => ({
    sender,
    place: place === null || lines === null ? place : `${place}, line ${lines[index] ?? 0}`,
  }));

function itemAt(items: readonly Item[], index: number): Item {
  const item = items[index];
  if (item === undefined) throw new Error(`there is no event ${index} among ${items.length}`);
  return item;
}

function split<T>(group: readonly Consignment[], all: readonly T[]): readonly (readonly T[])[] {
  let from = 0;
  return group.map(({ sent }) => {
    const own = all.slice(from, from + sent.length);
    from += sent.length;
    return own;
  });
}

/** What belongs to each consignment, written with the events of all. */
function togetherOf(group: readonly Consignment[]): Pick<AcceptOptions, 'alongside'> {
  if (group.every(({ alongside }) => alongside === undefined)) return {};
  return {
    alongside: {
      write(outcomes) {
        const own = split(group, outcomes);
        for (const [index, { alongside }] of group.entries()) alongside?.write(own[index] ?? []);
      },
      committed: () => {
        for (const { alongside } of group) alongside?.committed();
      },
    },
  };
}
