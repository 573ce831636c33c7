import type { Desk } from '#main/services/receiving/link.ts';

/** What the thread of the gates asks of the engine, and the answer to it. Plain data: it is cloned. */
export type DeskCall = {
  [Name in keyof Desk]: {
    readonly id: number;
    readonly name: Name;
    readonly input: Parameters<Desk[Name]>[0];
  };
}[keyof Desk];
export type DeskAnswer = {
  readonly id: number;
  readonly ok: boolean;
  /** What was answered; null when it failed, which the engine's log explains. */
  readonly value: unknown;
};

/** The desk as the thread of the gates sees it: each call is told, and settled by its answer. */
export function createRemoteDesk(tell: (call: DeskCall) => void): {
  readonly desk: Desk;
  readonly settle: (answer: DeskAnswer) => void;
} {
  const waiting = new Map<number, PromiseWithResolvers<unknown>>();
  let last = 0;
  const ask = <Name extends keyof Desk>(
    name: Name,
    input: Parameters<Desk[Name]>[0],
  ): ReturnType<Desk[Name]> => {
    const id = ++last;
    const call = Promise.withResolvers<unknown>();
    waiting.set(id, call);
    tell({ id, name, input } as DeskCall); // safe: name and input belong together
    return call.promise as ReturnType<Desk[Name]>; // safe: answerDesk calls the same function of the real desk
  };
  return {
    desk: {
      offer: (parcel) => ask('offer', parcel),
      dropOf: (name) => ask('dropOf', name),
      dropEnded: (end) => ask('dropEnded', end),
      marksOf: (list) => ask('marksOf', list),
    },
    settle({ id, ok, value }) {
      const call = waiting.get(id);
      waiting.delete(id);
      if (ok) call?.resolve(value);
      else call?.reject(new Error('The engine could not do it.'));
    },
  };
}

/** Does what the thread of the gates asked, with the real desk. */
export async function answerDesk(desk: Desk, { id, name, input }: DeskCall): Promise<DeskAnswer> {
  const call = desk[name] as (input: unknown) => Promise<unknown>; // safe: the pair was made by createRemoteDesk
  return { id, ok: true, value: await call(input) };
}
