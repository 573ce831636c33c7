import type { z } from 'zod';
import { actionEvents, actionMethods } from './actions.ts';
import { baselineEvents, baselineMethods } from './baselines.ts';
import { broughtMethods } from './brought.ts';
import { bundleMethods } from './bundles.ts';
import { caseEvents, caseMethods } from './cases.ts';
import { checkupEvents, checkupMethods } from './checkups.ts';
import { configurationMethods } from './configuration.ts';
import { connectorMethods } from './connectors.ts';
import { deskMethods } from './desk.ts';
import { watchDeskEvents, watchDeskMethods } from './desks.ts';
import { diagnosticsMethods } from './diagnostics.ts';
import { doctorMethods } from './doctor.ts';
import { dutyMethods } from './duty.ts';
import { engineEvents, engineMethods } from './engine.ts';
import { enginePageMethods } from './engine-page.ts';
import { escalationMethods } from './escalation.ts';
import { findingEvents, findingMethods } from './findings.ts';
import { holdMethods } from './holds.ts';
import { importMethods } from './imports.ts';
import { indicatorMethods } from './indicators.ts';
import { intakeMethods } from './intake.ts';
import { lanEvents, lanMethods } from './lan.ts';
import { linkEvents, linkMethods } from './link.ts';
import { loginMethods } from './login.ts';
import { maintenanceMethods } from './maintenance.ts';
import { mapMethods } from './map.ts';
import { mappingMethods } from './mappings.ts';
import { noticeEvents, noticeMethods } from './notices.ts';
import { peopleEvents, peopleMethods } from './people.ts';
import { presenceEvents, presenceMethods } from './presence.ts';
import { quarantineMethods } from './quarantine.ts';
import type { Fault, Reply } from './reply.ts';
import { reportEvents, reportMethods } from './reports.ts';
import { reviewMethods } from './reviews.ts';
import { rolloutMethods } from './rollout.ts';
import { runbookMethods } from './runbooks.ts';
import { screenEvents } from './screen.ts';
import { shellMethods } from './shell.ts';
import { sitePageMethods } from './site-page.ts';
import { siteSettingsMethods } from './site-settings.ts';
import { siteMethods } from './sites.ts';
import { trailMethods } from './trail.ts';
import { updateMethods } from './updates.ts';
import { viewEvents, viewMethods } from './views.ts';
import { watchdogMethods } from './watchdog.ts';
import { whatIfEvents, whatIfMethods } from './what-if.ts';

/** A query is answered by the reader and changes nothing; a command goes to the engine; what is the shell's own needs neither. */
export type MethodShape = {
  readonly kind: 'query' | 'command' | 'shell';
  readonly input: z.ZodType;
  readonly output: z.ZodType;
};

/** Everything a screen or the command line may ask. Add an entry in its feature's file; handlers, hosts and client follow by type. */
export const methods = {
  ...findingMethods,
  ...deskMethods,
  ...reviewMethods,
  ...watchDeskMethods,
  ...siteMethods,
  ...configurationMethods,
  ...importMethods,
  ...siteSettingsMethods,
  ...maintenanceMethods,
  ...sitePageMethods,
  ...baselineMethods,
  ...mapMethods,
  ...mappingMethods,
  ...checkupMethods,
  ...rolloutMethods,
  ...runbookMethods,
  ...reportMethods,
  ...indicatorMethods,
  ...actionMethods,
  ...escalationMethods,
  ...dutyMethods,
  ...engineMethods,
  ...enginePageMethods,
  ...diagnosticsMethods,
  ...doctorMethods,
  ...loginMethods,
  ...updateMethods,
  ...holdMethods,
  ...intakeMethods,
  ...connectorMethods,
  ...quarantineMethods,
  ...trailMethods,
  ...bundleMethods,
  ...caseMethods,
  ...broughtMethods,
  ...shellMethods,
  ...viewMethods,
  ...noticeMethods,
  ...watchdogMethods,
  ...whatIfMethods,
  ...peopleMethods,
  ...presenceMethods,
  ...lanMethods,
  ...linkMethods,
} as const satisfies Record<string, MethodShape>;

/** Everything a screen may hear. */
export const events = {
  ...actionEvents,
  ...findingEvents,
  ...reportEvents,
  ...caseEvents,
  ...checkupEvents,
  ...engineEvents,
  ...baselineEvents,
  ...noticeEvents,
  ...screenEvents,
  ...viewEvents,
  ...whatIfEvents,
  ...peopleEvents,
  ...presenceEvents,
  ...lanEvents,
  ...linkEvents,
  ...watchDeskEvents,
} as const satisfies Record<string, z.ZodType>;

export type Methods = typeof methods;
export type MethodName = keyof Methods;
type NameOf<Kind extends MethodShape['kind']> = {
  [M in MethodName]: Methods[M]['kind'] extends Kind ? M : never;
}[MethodName];
export type QueryName = NameOf<'query'>;
export type CommandName = NameOf<'command'>;
export type ShellName = NameOf<'shell'>;
export type Input<M extends MethodName> = z.input<Methods[M]['input']>;
export type Parsed<M extends MethodName> = z.output<Methods[M]['input']>;
export type Answer<M extends MethodName> = z.output<Methods[M]['output']>;

export type Events = typeof events;
export type EventName = keyof Events;
export type Payload<E extends EventName> = z.output<Events[E]>;

/** What a renderer holds: Electron's bridge and the loopback's socket both look like this. */
export type Api = {
  readonly call: <M extends MethodName>(method: M, input: Input<M>) => Promise<Reply<Answer<M>>>;
  /** Returns the way to stop listening. */
  readonly on: <E extends EventName>(event: E, listener: (payload: Payload<E>) => void) => () => void;
  /** `connected` turns false when the host no longer answers, and true again when it does. */
  readonly onConnection: (listener: (connected: boolean) => void) => () => void;
};

/** What the Electron preload exposes as `window.vigil`: plain functions, nothing of Electron. */
export type Bridge = {
  readonly call: (method: string, input: unknown) => Promise<Reply<unknown>>;
  readonly on: (listener: (event: string, payload: unknown) => void) => () => void;
};

export const isMethod = (name: string): name is MethodName => Object.hasOwn(methods, name);
export const isEvent = (name: string): name is EventName => Object.hasOwn(events, name);
export type { Fault, Reply };
