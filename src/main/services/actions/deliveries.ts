import type { Content } from '#core/actions/content.ts';
import { contentHash } from '#core/actions/content.ts';
import {
  approve,
  type By,
  type Delivery,
  decline,
  edit,
  isRefusal,
  type Moved,
  request,
  revive,
  withdraw,
} from '#core/actions/delivery.ts';
import { jsonProblems } from '#core/actions/template.ts';
import type { RandomId } from '#main/ports/random.ts';
import type { EngineContext } from '../engine/context.ts';
import { visibleFinding } from '../engine/each.ts';
import { type Caller, type CommandHandlers, Refused } from '../handlers.ts';
import type { ActionDesk } from './desk.ts';
import { visibleReport, whyNotCarried } from './report-mail.ts';

type Names = Exclude<
  Extract<keyof CommandHandlers, `deliveries.${string}`>,
  'deliveries.preview_report' | 'deliveries.request_report'
>;

export type DeliveriesParts = {
  readonly context: EngineContext;
  readonly desk: ActionDesk;
  readonly randomId: RandomId;
  /** Something may go now. */
  readonly onMoved: () => void;
};

/** What people do with messages: ask for one, change it, let it go or not, take it back, try it again. */
export function createDeliveries({
  context,
  desk,
  randomId,
  onMoved,
}: DeliveriesParts): Pick<CommandHandlers, Names> {
  const { store, clock, emit } = context.world;
  const isVisible = ({ finding_id, report_id }: Delivery, caller: Caller): boolean =>
    finding_id !== null
      ? visibleFinding(context, finding_id, caller) !== null
      : report_id !== null && visibleReport(store, report_id, caller) !== null;
  const known = (id: string, caller: Caller): Delivery => {
    const delivery = store.deliveries.get(id);
    // A digest lists findings of many places: it is for those who see all of them.
    const isHidden = delivery?.kind === 'DIGEST' && caller.scope !== 'all';
    if (delivery === null || isHidden || !isVisible(delivery, caller))
      throw new Refused('not-found', 'There is no such message.');
    return delivery;
  };
  const write = (next: Delivery, caller: Caller, before: Delivery | null) => {
    store.transaction(() => desk.save(next, caller.actor, before));
    emit('actions.changed', {});
    onMoved();
    return { id: next.id, state: next.state };
  };
  const move = (id: string, caller: Caller, step: (delivery: Delivery, moment: By) => Moved) => {
    const before = known(id, caller);
    const next = step(before, { by: caller.actor.name, at: clock.now() });
    if (isRefusal(next)) throw new Refused('conflict', next.refused);
    return write(next, caller, before);
  };
  return {
    'deliveries.request'({ finding: findingId, action: name, reason }, caller) {
      const finding = visibleFinding(context, findingId, caller);
      if (finding === null) throw new Refused('not-found', 'No such finding.');
      const action = desk.action(name);
      if (action === null) throw new Refused('not-found', `There is no action ${name}.`);
      if (!action.on) throw new Refused('conflict', `${action.title} is off.`);
      const id = randomId();
      const written = desk.write(action, finding, { kind: 'TRIGGER', key: id });
      if (written === null) throw new Refused('conflict', `${action.title} says nothing about this.`);
      const about = {
        id,
        action: name,
        finding_id: finding.id,
        site: finding.site,
        kind: 'TRIGGER',
      } as const;
      const moment = { by: caller.actor.name, at: clock.now() };
      return { id: write(request({ ...about, ...written, reason }, moment), caller, null).id };
    },
    'deliveries.edit': ({ id, text }, caller) =>
      move(id, caller, (delivery, moment) => {
        const action = desk.action(delivery.action);
        if (action === null) return { refused: 'Its action was removed.' };
        if (contentHash(action, delivery.content) !== delivery.hash)
          return { refused: 'Its action was changed: read it again.' };
        const content = withText(delivery.content, text);
        return edit(delivery, content, contentHash(action, content), moment);
      }),
    'deliveries.approve': ({ id, hash, although_over }, caller) =>
      move(id, caller, (delivery, moment) => {
        const why = whyNotCarried(store, delivery);
        if (why !== null) return { refused: why };
        return approve(delivery, { ...moment, hash, although_over }, desk.around(delivery, moment.at));
      }),
    'deliveries.decline': ({ id, note }, caller) =>
      move(id, caller, (delivery, moment) => decline(delivery, moment, note)),
    'deliveries.withdraw': ({ id, note }, caller) =>
      move(id, caller, (delivery, moment) => withdraw(delivery, moment, note)),
    'deliveries.retry': ({ id }, caller) => move(id, caller, revive),
  };
}

/** The same message with other words. Throws Refused where a webhook's would be no JSON. */
function withText(content: Content, text: string): Content {
  if (content.kind === 'MAIL') return { ...content, text };
  const [problem] = jsonProblems(text);
  if (problem?.place === '')
    throw new Refused('bad-request', `text: found ${problem.found}, expected ${problem.expected}.`);
  return { ...content, body: text };
}
