import { useState } from 'react';
import type { Fault } from '#contract/index.ts';

/** Sends a form and keeps why it was not taken, so that the dialog can say it beside what was written. */
export function useSending(): {
  readonly problem: string | null;
  readonly send: (sending: Promise<Fault | undefined>) => void;
} {
  const [problem, setProblem] = useState<string | null>(null);
  const send = (sending: Promise<Fault | undefined>) =>
    void sending.then((fault) => setProblem(fault?.message ?? null));
  return { problem, send };
}
