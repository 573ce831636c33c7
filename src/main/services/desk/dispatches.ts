import type { Parsed } from '#contract/index.ts';
import type { DispatchStep, Moment } from '#core/finding/dispatch.ts';
import { arrive, callOff, send } from '#core/finding/dispatch.ts';
import type { Refusal } from '#core/finding/workflow.ts';
import type { Dispatch } from '#core/model/desk.ts';
import type { Finding } from '#core/model/finding.ts';
import type { RandomId } from '#main/ports/random.ts';
import type { EngineContext } from '../engine/context.ts';
import type { Caller, CommandHandlers } from '../handlers.ts';
import { Refused } from '../handlers.ts';
import { stepOf } from './one-finding.ts';

type DispatchName = 'dispatch.send' | 'dispatch.arrived' | 'dispatch.call_off';

/** Who is sent to a site because of a finding, and what became of it. */
export function createDispatches(
  context: EngineContext,
  randomId: RandomId,
): Pick<CommandHandlers, DispatchName> {
  const { store } = context.world;
  const take = (
    id: string,
    caller: Caller,
    move: (finding: Finding, moment: Moment) => DispatchStep | Refusal,
  ) =>
    stepOf(context, id, caller, (finding, at) => {
      const result = move(finding, { by: caller.actor.name, at });
      if ('refused' in result) return result;
      return { step: result.step, write: () => store.desk.saveDispatch(result.dispatch) };
    });
  const known = (id: string): Dispatch => {
    const dispatch = store.desk.dispatch(id);
    if (dispatch === null) throw new Refused('not-found', 'Nobody was sent under that number.');
    return dispatch;
  };
  return {
    'dispatch.send': ({ finding: id, who, note, sent_at }: Parsed<'dispatch.send'>, caller) => {
      const dispatch = randomId();
      take(id, caller, (finding, moment) =>
        send(finding, { id: dispatch, who, note: note ?? null, sent_at: sent_at ?? moment.at }, moment),
      );
      return { id: dispatch };
    },
    'dispatch.arrived': ({ id, at }: Parsed<'dispatch.arrived'>, caller) => {
      const dispatch = known(id);
      take(dispatch.finding_id, caller, (finding, moment) =>
        arrive(finding, dispatch, at ?? moment.at, moment),
      );
      return { id };
    },
    'dispatch.call_off': ({ id, reason }: Parsed<'dispatch.call_off'>, caller) => {
      const dispatch = known(id);
      take(dispatch.finding_id, caller, (finding, moment) => callOff(finding, dispatch, reason, moment));
      return { id };
    },
  };
}
