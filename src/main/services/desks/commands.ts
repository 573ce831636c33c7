import type { WatchDesk } from '#core/model/watch-desk.ts';
import { isSamePerson } from '#core/people/desk-holding.ts';
import { namesNothing, sharedPlaces } from '#core/people/desk-places.ts';
import type { RandomId } from '#main/ports/random.ts';
import type { EngineWorld } from '../engine/context.ts';
import { type Caller, type CommandHandlers, Refused } from '../handlers.ts';
import { accountOf } from '../people/desk.ts';
import { areAccountsOn } from '../people/setting.ts';
import { type Desks, noteOfDesk } from './desks.ts';
import { readKept } from './kept.ts';
import { placeProblems } from './place-problems.ts';

type DeskCommands = Pick<
  CommandHandlers,
  | 'desks.save'
  | 'desks.remove'
  | 'desks.take'
  | 'desks.put_down'
  | 'desks.offer'
  | 'desks.answer'
  | 'desks.hand_over'
>;
export type DeskCommandParts = {
  readonly world: Pick<EngineWorld, 'store' | 'clock' | 'fleet'>;
  readonly desks: Desks;
  readonly randomId: RandomId;
  /** Alone: what comes of it for the desks is seen to here. */
  readonly signIn: CommandHandlers['session.sign_in'];
};
const MOST_DESKS = 200;

/** Desks made and changed, taken and handed over. Every change is in the trail. */
export function createDeskCommands(parts: DeskCommandParts): DeskCommands {
  const { desks } = parts;
  const { store, clock } = parts.world;
  const now = (caller: Caller) => ({ at: clock.now(), actor: caller.actor });
  return {
    ...createDefinitions(parts),
    'desks.take'({ desk }, caller) {
      const holder = requireAllowed(parts, [desk], caller.actor.name);
      const attending = desks.view.attended(clock.now()).get(desk);
      if (attending !== undefined && !isSamePerson(attending, holder))
        throw new Refused('conflict', `${attending} is at desk ${desk}: ask for a hand-over.`);
      if (desks.holdingsOf(holder).some((held) => held.desk === desk))
        throw new Refused('conflict', `You hold desk ${desk} already.`);
      const findings = desks.take({ desks: [desk], holder, way: 'TAKEN', actor: caller.actor });
      desks.look();
      return { findings };
    },
    'desks.put_down'({ desk }, caller) {
      requireHeld(parts, [desk], caller);
      desks.putDown(desk, caller.actor);
      desks.look();
      return { code: desk };
    },
    'desks.offer'({ desks: codes, to, note }, caller) {
      requireHeld(parts, codes, caller);
      const taker = requireTaker(parts, codes, to, caller);
      const id = parts.randomId();
      const offer = {
        id,
        desks: [...new Set(codes)],
        from: caller.actor.name,
        to: taker,
        note,
        at: clock.now(),
      };
      // A desk is offered to one colleague at a time.
      const others = desks.offers.filter((each) => !each.desks.some((desk) => codes.includes(desk)));
      store.transaction(() => {
        desks.write('offers', [...others, offer]);
        store.trail.append(
          offer.desks.map((desk) => ({
            ...noteOfDesk('desk.offered', desk, now(caller)),
            reason: note,
            after: { to: taker },
          })),
        );
      });
      desks.tell();
      return { id };
    },
    'desks.answer': ({ id, accept }, caller) => ({ findings: answer(parts, id, accept, caller) }),
    async 'desks.hand_over'({ desks: codes, to, secret, note }, caller) {
      requireHeld(parts, codes, caller);
      const holder = requireTaker(parts, codes, to, caller);
      const signed = await parts.signIn({ name: holder, secret }, caller);
      requireHeld(parts, codes, caller); // while the secret was looked at, they may have gone elsewhere
      desks.take({ desks: [...new Set(codes)], holder, way: 'HAND_OVER', actor: caller.actor, note });
      desks.arrived(holder);
      return signed;
    },
  };
}

function createDefinitions({
  world,
  desks,
}: DeskCommandParts): Pick<DeskCommands, 'desks.save' | 'desks.remove'> {
  const { store, clock, fleet } = world;
  const write = (code: string, next: WatchDesk | null, { actor }: Caller) => {
    const all = readKept(store.state.get, 'list');
    const before = all.find((desk) => desk.code === code) ?? null;
    const after = [...all.filter((desk) => desk !== before), ...(next === null ? [] : [next])];
    const action = next === null ? 'desk.removed' : 'desk.saved';
    store.transaction(() => {
      desks.write(
        'list',
        after.toSorted((a, b) => (a.code < b.code ? -1 : 1)),
      );
      store.trail.append([{ ...noteOfDesk(action, code, { at: clock.now(), actor }), before, after: next }]);
    });
    desks.tell();
  };
  return {
    'desks.save'(desk, caller) {
      const others = readKept(store.state.get, 'list').filter(({ code }) => code !== desk.code);
      if (others.length >= MOST_DESKS)
        throw new Refused('bad-request', `There are ${MOST_DESKS} desks already.`);
      const problems = [
        ...(namesNothing(desk.places) ? ['A desk needs a tenant, a client, a group or a site.'] : []),
        ...placeProblems(desk.places, fleet()),
        ...desk.holders.flatMap((name) =>
          store.people.account(name) === null ? [`There is no account ${name}.`] : [],
        ),
        ...others.flatMap(({ code, places }) =>
          sharedPlaces(desk.places, places).map((place) => `${place} is at desk ${code} already.`),
        ),
      ];
      if (problems.length > 0) throw new Refused('bad-request', problems.join(' '));
      const holders = desk.holders.map((name) => accountOf({ store }, name).name);
      write(desk.code, { ...desk, holders: [...new Set(holders)] }, caller);
      return { code: desk.code };
    },
    'desks.remove'({ code }, caller) {
      if (!readKept(store.state.get, 'list').some((desk) => desk.code === code))
        throw new Refused('not-found', `There is no desk ${code}.`);
      write(code, null, caller);
      return { code };
    },
  };
}

/** Accepts, turns down or takes back an offer. Returns how many findings went along. */
function answer({ world, desks }: DeskCommandParts, id: string, accept: boolean, caller: Caller): number {
  const { store, clock } = world;
  const { name } = caller.actor;
  const offer = desks.offers.find((each) => each.id === id);
  const isTaker = offer !== undefined && isSamePerson(offer.to, name);
  if (offer === undefined || !(isTaker || isSamePerson(offer.from, name)))
    throw new Refused('not-found', 'This hand-over is not offered any more.');
  if (accept && !isTaker) throw new Refused('forbidden', `Only ${offer.to} can accept this.`);
  const rest = desks.offers.filter((each) => each !== offer && each.id !== id);
  const forget = () => desks.write('offers', rest);
  if (accept) {
    const holder = requireAllowed({ world, desks }, offer.desks, name);
    const note = `${offer.from}: ${offer.note}`;
    const { actor } = caller;
    const findings = desks.take({ desks: offer.desks, holder, way: 'HAND_OVER', actor, note, also: forget });
    desks.look();
    return findings;
  }
  const at = clock.now();
  store.transaction(() => {
    forget();
    store.trail.append(
      offer.desks.map((desk) => ({
        ...noteOfDesk(isTaker ? 'desk.offer_declined' : 'desk.offer_withdrawn', desk, {
          at,
          actor: caller.actor,
        }),
        before: { from: offer.from, to: offer.to },
      })),
    );
  });
  desks.tell();
  return 0;
}

type Judged = Pick<DeskCommandParts, 'world' | 'desks'>;

/** The name of whoever may hold all of these desks. Throws Refused with everything that is in the way. */
function requireAllowed({ world, desks }: Judged, codes: readonly string[], name: string): string {
  if (!areAccountsOn(world.store.state.get))
    throw new Refused('conflict', 'Accounts are off: there are no desks to hold.');
  const account = accountOf(world, name);
  const problems = codes.flatMap((desk) => desks.view.whyNot(desk, account) ?? []);
  if (problems.length > 0) throw new Refused('forbidden', [...new Set(problems)].join(' '));
  return account.name;
}

function requireTaker(parts: Judged, codes: readonly string[], to: string, { actor }: Caller): string {
  if (isSamePerson(to, actor.name)) throw new Refused('bad-request', 'These desks are yours already.');
  return requireAllowed(parts, codes, to);
}

function requireHeld({ desks }: Judged, codes: readonly string[], { actor }: Caller): void {
  const mine = new Set(desks.holdingsOf(actor.name).map(({ desk }) => desk));
  const others = codes.filter((desk) => !mine.has(desk));
  if (others.length > 0) throw new Refused('conflict', `You do not hold ${others.join(', ')}.`);
}
