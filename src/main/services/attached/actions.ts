import { isMethod, type MethodName, methods } from '#contract/index.ts';

/** Neither asked of the reader nor worth doing later: what they tell is old by then, and the screens ask again. */
const OF_THE_MOMENT: readonly MethodName[] = [
  'session.state',
  'session.active',
  'shell.facts',
  'lan.state',
  'updates.state',
  'login.state',
  'presence.list',
  'presence.look',
  'what_if.get',
];

/** Whether a call does something that must be neither lost nor done twice. */
export const isAction = (method: string): boolean =>
  isMethod(method) && methods[method].kind !== 'query' && !OF_THE_MOMENT.includes(method);
