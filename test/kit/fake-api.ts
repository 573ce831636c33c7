import type { Answer, Api, EventName, Input, MethodName, Payload, Reply } from '#contract/index.ts';

type Told<M extends MethodName> = Answer<M> | Reply<never>;
type Answers = { [M in MethodName]?: (input: Input<M>) => Told<M> | Promise<Told<M>> };

/** An api without an engine: answers as it is told, keeps what it was asked, and pushes when the test says so. */
export function createFakeApi(answers: Answers) {
  const asked: { readonly method: string; readonly input: unknown }[] = [];
  const listeners = new Map<string, Set<(payload: never) => void>>();
  const connections = new Set<(connected: boolean) => void>();
  const api: Api = {
    async call<M extends MethodName>(method: M, input: Input<M>): Promise<Reply<Answer<M>>> {
      asked.push({ method, input });
      const answer = answers[method];
      if (answer === undefined) return { ok: false, fault: { code: 'not-found', message: method } };
      const value = await answer(input);
      return isRefusal(value) ? value : { ok: true, value };
    },
    on(event, listener) {
      const set = listeners.get(event) ?? new Set();
      listeners.set(event, set.add(listener));
      return () => void set.delete(listener);
    },
    onConnection(listener) {
      connections.add(listener);
      listener(true);
      return () => void connections.delete(listener);
    },
  };
  return {
    api,
    answers,
    asked,
    inputsOf: (method: MethodName) =>
      asked.filter((each) => each.method === method).map(({ input }) => input),
    push<E extends EventName>(event: E, payload: Payload<E>) {
      for (const listener of listeners.get(event) ?? []) listener(payload as never); // each listens to this event only
    },
    connect(connected: boolean) {
      for (const listener of connections) listener(connected);
    },
    listening: () => [...listeners.values()].reduce((sum, set) => sum + set.size, connections.size),
  };
}

const isRefusal = (value: unknown): value is Reply<never> =>
  typeof value === 'object' && value !== null && 'ok' in value && value.ok === false && 'fault' in value;

export const refusal = (message: string): Reply<never> => ({
  ok: false,
  fault: { code: 'unavailable', message },
});

/** Lets everything that was answered arrive. */
export const arrived = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Timers that run when told, in the order in which they were set. */
export function createFakeTimers() {
  const waiting = new Set<{ readonly ms: number; readonly run: () => void }>();
  const set = (ms: number, run: () => void) => {
    const timer = { ms, run };
    waiting.add(timer);
    return () => void waiting.delete(timer);
  };
  return {
    after: (ms: number, run: () => void) => {
      const stop = set(ms, () => {
        stop();
        run();
      });
      return stop;
    },
    every: set,
    waiting: () => [...waiting].map(({ ms }) => ms),
    run() {
      for (const timer of [...waiting]) timer.run();
    },
  };
}
