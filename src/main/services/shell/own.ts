import type { ShellFacts } from '#contract/shell.ts';
import type { Clock } from '#main/ports/time.ts';
import type { ShellHandlers } from '../handlers.ts';
import type { Shell } from '../shell.ts';

export type OwnParts = Pick<ShellFacts, 'version' | 'host'> & {
  readonly clock: Clock;
  readonly starts: () => ShellFacts['starts'];
  readonly workers: () => ShellFacts['workers'];
  readonly watchdog: () => ShellFacts['watchdog'];
  readonly session: ShellHandlers['session.state'];
};
/** What the shell answers of itself; a feature of its own that it hosts brings its handlers. */
type OwnName = 'shell.facts' | 'shell.beat' | 'shell.open_wall' | 'session.state';
export type Own = { readonly handlers: Pick<ShellHandlers, OwnName> } & Pick<Shell, 'opensWall'>;

/** What the program answers about itself, and the windows that it opens when it is asked. */
export function createOwn({ version, host, clock, starts, workers, watchdog, session }: OwnParts): Own {
  const started_at = clock.now();
  let openWall: (() => void) | null = null;
  return {
    opensWall(open) {
      openWall = open;
    },
    handlers: {
      'shell.facts': () => ({
        at: clock.now(),
        started_at,
        version,
        host,
        runtime: `Node ${process.versions.node}`,
        platform: `${process.platform} ${process.arch}`,
        memory_bytes: process.memoryUsage.rss(),
        starts: starts(),
        workers: workers(),
        watchdog: watchdog(),
      }),
      'session.state': session,
      'shell.beat': () => ({}),
      'shell.open_wall': () => {
        openWall?.();
        return { opened: openWall !== null };
      },
    },
  };
}
