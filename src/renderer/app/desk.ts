import type { SessionState } from '#contract/people.ts';
import { localActor } from '#core/model/actor.ts';
import type { MenuAction } from '#renderer/ui/menu.tsx';
import { deskActionWords as words } from '#renderer/words/desk.ts';
import { WHY_NOT } from '#renderer/words/hindrances.ts';
import { rowOf } from './finding-type.ts';
import type { Stores } from './stores.ts';

type Parts = Pick<
  Stores,
  'feed' | 'finding' | 'workflow' | 'desk' | 'actions' | 'bundles' | 'cases' | 'session'
>;

/** Why a call or a dispatch cannot be written down for these; null when it can. */
export const whyNotOne = (ids: readonly string[]): string | null => (ids.length > 1 ? WHY_NOT.one : null);

/** Asks about one finding, or says that there are several. */
export function askAboutOne(
  { desk, workflow }: Parts,
  what: 'call' | 'dispatch',
  ids: readonly string[],
): void {
  const [id] = ids;
  const hindrance = whyNotOne(ids);
  if (hindrance !== null) workflow.getState().say(hindrance);
  else if (id !== undefined) desk.getState().askAboutOne(what, id);
}

/** Why none of these findings can be escalated; null when one can, or when it is not known. */
export function whyNotEscalated(
  stores: Pick<Stores, 'feed' | 'finding'>,
  ids: readonly string[],
): string | null {
  const rows = ids.map((id) => rowOf(stores, id));
  const isHopeless = rows.every((row) => row !== undefined && row.status === 'RESOLVED');
  return isHopeless && rows.length > 0 ? WHY_NOT.escalated : null;
}

/** Asks why it goes to others now, or says that it is over. */
export function askToEscalate(stores: Parts, ids: readonly string[]): void {
  const hindrance = whyNotEscalated(stores, ids);
  if (hindrance === null) stores.desk.getState().ask('escalate', ids);
  else stores.workflow.getState().say(hindrance);
}

/** Asks what is to be done outside of Vigil about one finding, or says that there are several. */
export function askToAct(stores: Parts, ids: readonly string[]): void {
  const [id] = ids;
  const hindrance = whyNotOne(ids);
  if (hindrance !== null) stores.workflow.getState().say(hindrance);
  else if (id !== undefined)
    stores.actions.getState().ask({ finding: id, title: rowOf(stores, id)?.title ?? '' });
}

/** Asks how one finding is exported, or says that there are several. */
export function askToExport(stores: Parts, ids: readonly string[]): void {
  const [id] = ids;
  const hindrance = whyNotOne(ids);
  if (hindrance !== null) stores.workflow.getState().say(hindrance);
  else if (id !== undefined)
    stores.bundles.getState().ask({ finding: id, title: rowOf(stores, id)?.title ?? '' });
}

/** Asks into which case one finding goes, or says that there are several. */
export function askForCase(stores: Parts, ids: readonly string[]): void {
  const [id] = ids;
  const hindrance = whyNotOne(ids);
  if (hindrance !== null) stores.workflow.getState().say(hindrance);
  else if (id !== undefined)
    stores.cases.getState().askToAdd({ finding: id, title: rowOf(stores, id)?.title ?? '' });
}

/** Under which name whoever sits here owns findings; null before anybody has said one. */
export function ownerHere({
  session,
  person,
}: {
  readonly session: SessionState | undefined;
  readonly person: string | null | undefined;
}): string | null {
  if (session?.accounts === true) return session.account;
  return person == null ? null : localActor(person).name;
}

/** Asks to whom what this person sees to goes: what is named of it, without any all. */
export function askToHandOver(
  { desk, session, engine, workflow }: Pick<Stores, 'desk' | 'session' | 'engine' | 'workflow'>,
  ids: readonly string[],
): void {
  const { person } = engine.getState();
  const owner = ownerHere({ session: session.getState().session, person });
  if (owner === null) workflow.getState().say(WHY_NOT.nameless);
  else desk.getState().askToHandOver(owner, ids);
}

/** What the desk offers about the finding in the pane, under More. */
export const deskMenu = (stores: Parts): readonly MenuAction[] => {
  const shown = (): readonly string[] => [stores.finding.getState().id].filter((id) => id !== null);
  return [
    { ...words.give, key: 'g', run: () => stores.desk.getState().ask('give', shown()) },
    { ...words.dispatch, key: 'd', run: () => askAboutOne(stores, 'dispatch', shown()) },
    { ...words.escalate, key: 'e', run: () => askToEscalate(stores, shown()) },
    { ...words.act, key: 'y', run: () => askToAct(stores, shown()) },
    ...(stores.session.getState().may('bundles.make')
      ? [
          { ...words.export, key: 'z', run: () => askToExport(stores, shown()) },
          { ...words.addToCase, key: null, run: () => askForCase(stores, shown()) },
        ]
      : []),
  ];
};
