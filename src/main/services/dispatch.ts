import type { Fault, MethodName, Reply } from '#contract/index.ts';
import { isMethod, methods } from '#contract/index.ts';
import { readAs } from '#core/kit/read-as.ts';
import type { Log } from '#main/ports/log.ts';
import { faultOf } from './fault.ts';
import {
  type Asker,
  type Caller,
  type CommandHandlers,
  type QueryHandlers,
  Refused,
  type ShellHandlers,
} from './handlers.ts';
import { whyNot, whyNotThis } from './people/permitted.ts';

/** The one way in: Electron, the loopback page, the local socket and the command line call this and nothing else. Never rejects. */
export type Dispatch = (asker: Asker, name: string, raw: unknown) => Promise<Reply<unknown>>;

export type DispatchParts = {
  /** What of them is absent is refused: there is no shell on the command line, and no engine at an attached workstation. */
  readonly queries?: Partial<QueryHandlers>;
  readonly commands?: Partial<CommandHandlers>;
  readonly shell?: Partial<ShellHandlers>;
  readonly log: Log;
};

const LONGEST_COMPLAINT = 1_000;

/** Parses what comes in and what goes out by the method's own schema, and asks the one table of permissions; failures become data, unexpected ones are logged in full. */
export function createDispatch({ queries, commands, shell, log }: DispatchParts): Dispatch {
  // Safe: each handler is called with what the schema of its own name has just parsed.
  const handlers = { ...queries, ...commands, ...shell } as Partial<
    Record<MethodName, (input: unknown, caller: Caller) => unknown>
  >;

  return async ({ standing, ...caller }, name, raw) => {
    if (!isMethod(name)) return refuse('not-found', `There is no method ${name.slice(0, 100)}.`);
    const barred = whyNot({ standing, ...caller }, name);
    if (barred !== null) return { ok: false, fault: barred };
    const method = methods[name];
    const input = readAs(method.input, raw);
    if (!input.success) return refuse('bad-request', complaint(input.error.issues));
    const fault = whyNotThis({ standing, ...caller }, name, input.data);
    if (fault !== null) return { ok: false, fault };
    const handle = handlers[name];
    if (handle === undefined) return refuse('unavailable', 'Only a running Vigil can do this.');
    try {
      const answer = await handle(input.data, caller);
      return { ok: true, value: method.output.parse(answer) }; // nothing undeclared leaves
    } catch (error) {
      if (error instanceof Refused) return { ok: false, fault: faultOf(error) };
      log.error('a handler failed', { method: name, error });
      return refuse('internal', 'Something went wrong. The log has the details.');
    }
  };
}

const refuse = (code: Fault['code'], message: string): Reply<never> => ({
  ok: false,
  fault: { code, message },
});

type Issue = { readonly path: readonly PropertyKey[]; readonly message: string };

/** `ids[0]: expected string` for each thing that is wrong, without repeating the input. */
function complaint(issues: readonly Issue[]): string {
  const told = issues.map(({ path, message }) => {
    const place = path.reduce<string>(
      (text, step) =>
        typeof step === 'number' ? `${text}[${step}]` : `${text}${text ? '.' : ''}${String(step)}`,
      '',
    );
    return place ? `${place}: ${message}` : message;
  });
  return told.join('; ').slice(0, LONGEST_COMPLAINT);
}
