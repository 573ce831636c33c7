import type { LoginState } from '#contract/login.ts';
import type { ShellFacts } from '#contract/shell.ts';
import { type LoginItem, noLoginItem } from '#main/ports/login-item.ts';

/** Set by the unit of the engine's package. */
const SERVICE_VARIABLE = 'VIGIL_SERVICE';

/** What is started at login by itself: never the demonstration, whose sites are nobody's. */
export function loginItemOf(parts: { readonly demo: boolean; readonly loginItem?: LoginItem }): LoginItem {
  if (parts.demo) return noLoginItem('UNAVAILABLE', 'The demonstration is not started by itself.');
  return parts.loginItem ?? noLoginItem('UNAVAILABLE', 'Only the desktop program is started at login.');
}

/** Of an engine without a desktop: whether it is the service of the system. */
export const serviceItem = (environment: NodeJS.ProcessEnv = process.env): LoginItem =>
  environment[SERVICE_VARIABLE] === undefined
    ? noLoginItem(
        'UNAVAILABLE',
        'This engine was started by a person. The desktop program can be started at login, and the package of the engine is a service.',
      )
    : noLoginItem('SERVICE', null);

export const startsBy = ({ state }: LoginState): ShellFacts['starts'] => {
  if (state === 'SERVICE') return 'BY_SERVICE';
  return state === 'ON' ? 'AT_LOGIN' : 'BY_HAND';
};
