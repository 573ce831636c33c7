import type { PrintReport } from '#main/ports/print-report.ts';
import type { RandomId } from '#main/ports/random.ts';
import type { Timers } from '#main/ports/time.ts';
import type { EngineContext } from '../engine/context.ts';
import type { CommandHandlers } from '../handlers.ts';
import { Automatic } from './automatic.ts';
import { createDeliveries } from './deliveries.ts';
import { ActionDesk } from './desk.ts';
import { createHandOver } from './hand-over.ts';
import { NO_SECRETS } from './no-secrets.ts';
import { Outbox } from './outbox.ts';
import type { Outgoing } from './outgoing.ts';
import { createReportMail } from './report-mail.ts';
import { createActionSetup } from './setup.ts';
import { createActionTests } from './tests.ts';
import { noVault } from './vault.ts';

type Names = Exclude<
  Extract<keyof CommandHandlers, `actions.${string}` | `deliveries.${string}` | `secrets.${string}`>,
  'actions.list' | 'actions.preview' | 'deliveries.list' | 'deliveries.attachment'
>;

export type Actions = {
  readonly handlers: Pick<CommandHandlers, Names>;
  readonly start: () => void;
  readonly tick: () => void;
  readonly stop: () => void;
};

export type ActionsParts = {
  readonly context: EngineContext;
  readonly timers: Timers;
  readonly randomId: RandomId;
  /** 0 <= chance < 1; Math.random unless given. */
  readonly chance?: (() => number) | undefined;
  /** Hears of trouble with the store; true when it was that. */
  readonly onTrouble: (error: unknown) => boolean;
  /** How reports become files; absent in an engine that sets none in type. */
  readonly print?: PrintReport | undefined;
  /** Of the installation. */
  readonly timezone: string;
  /** How messages leave; absent in an engine from which none does: a command line's own, a replay. */
  readonly outgoing?: Outgoing | undefined;
};

/** What Vigil does outside of itself: what is set up, asked for, let go, and sent. */
export function createActions(parts: ActionsParts): Actions {
  const { context, timers, randomId, chance, onTrouble, outgoing, print, timezone } = parts;
  const { store, clock, log } = context.world;
  const desk = new ActionDesk(context);
  const automatic = new Automatic(desk, store, randomId);
  const outbox =
    outgoing === undefined
      ? null
      : new Outbox({
          ...{ context, desk, automatic, outgoing, log, onTrouble },
          after: timers.after,
          chance: chance ?? Math.random,
        });
  let isRunning = false;
  /** Until the first action is set up nothing is asked of the store. */
  let isUsed = store.actions.all().length > 0;
  const look = () => {
    if (isRunning && isUsed) outbox?.look();
  };
  const moved = () => {
    isUsed = true;
    look();
  };
  if (outbox !== null) {
    let wrote = false;
    context.onWriting((written) => {
      if (isUsed) wrote = automatic.follow(written, clock.now()) || wrote;
    });
    context.onCommitted(() => {
      if (!wrote) return;
      wrote = false;
      look();
    });
  }
  const vault = outgoing?.vault ?? noVault('Secrets are kept by the running program: save the action there.');
  return {
    handlers: {
      ...createActionSetup({ context, desk, vault, onMoved: moved, onStopped: () => outbox?.halt() }),
      ...createHandOver({ store, clock, outgoing }),
      ...createActionTests({
        ...{ context, desk, randomId, outgoing },
        halt: () => outbox?.signal ?? AbortSignal.abort(),
      }),
      ...createDeliveries({ context, desk, randomId, onMoved: look }),
      ...createReportMail({ context, desk, randomId, print, timezone, onMoved: look }),
    },
    start() {
      isRunning = true;
      const hindrance = vault.hindrance ?? '';
      try {
        if (outbox !== null && store.state.get(NO_SECRETS) !== hindrance)
          store.transaction(() => store.state.set(NO_SECRETS, hindrance));
      } catch (error) {
        if (!onTrouble(error)) throw error;
      }
      outbox?.start();
    },
    tick: look,
    stop() {
      isRunning = false;
      outbox?.stop();
    },
  };
}
