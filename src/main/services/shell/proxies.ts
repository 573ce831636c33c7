import { isMethod, methods } from '#contract/index.ts';
import type { Caller, CommandHandlers, QueryHandlers } from '../handlers.ts';

/** Asks the thread that can answer; the answer is parsed by dispatch. */
export type Ask = (name: string, input: unknown, caller: Caller) => Promise<unknown>;

/** Handlers that pass every question to `query` and every command to `command`. */
export function createProxies(
  query: Ask,
  command: Ask,
): { queries: QueryHandlers; commands: CommandHandlers } {
  const proxies = (kind: 'query' | 'command', ask: Ask) =>
    Object.fromEntries(
      Object.keys(methods)
        .filter((name) => isMethod(name) && methods[name].kind === kind)
        .map((name) => [name, (input: unknown, caller: Caller) => ask(name, input, caller)]),
    );
  // Safe: there is one proxy for every name of each kind, and dispatch parses whatever they answer.
  return {
    queries: proxies('query', query) as unknown as QueryHandlers,
    commands: proxies('command', command) as unknown as CommandHandlers,
  };
}
