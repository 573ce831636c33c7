import type { Answer, Api, EventName, Input, MethodName, Payload, Reply } from '#contract/index.ts';
import { events, isEvent, methods } from '#contract/index.ts';
import { connectionWords } from '#renderer/words/connection.ts';
import type { Transport } from './transport.ts';

type Listener = (payload: unknown) => void;

/** Reads an answer by its method's own schema; what does not fit is a fault, never a wrong screen. */
function readReply<M extends MethodName>(method: M, reply: Reply<unknown>): Reply<Answer<M>> {
  if (!reply.ok) return reply;
  const value = methods[method].output.safeParse(reply.value);
  if (!value.success)
    return { ok: false, fault: { code: 'internal', message: connectionWords.notRead(method) } };
  return { ok: true, value: value.data as Answer<M> }; // safe: parsed by this method's own schema
}

/** The contract over a transport: answers and pushes are parsed before a screen sees them. */
export function createTypedApi(transport: Transport): Api {
  const listeners = new Map<EventName, Set<Listener>>();
  transport.onPush((event, raw) => {
    if (!isEvent(event)) return;
    const payload = events[event].safeParse(raw);
    if (!payload.success) return;
    for (const listener of listeners.get(event) ?? []) listener(payload.data);
  });
  return {
    call: async <M extends MethodName>(method: M, input: Input<M>) =>
      readReply(method, await transport.call(method, input)),
    on<E extends EventName>(event: E, listener: (payload: Payload<E>) => void) {
      const entry: Listener = (payload) => listener(payload as Payload<E>); // safe: parsed by this event's schema
      const set = listeners.get(event) ?? new Set();
      listeners.set(event, set.add(entry));
      return () => void set.delete(entry);
    },
    onConnection: transport.onConnection,
  };
}
