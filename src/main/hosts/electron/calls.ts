import { ipcMain } from 'electron';
import { CALL_CHANNEL } from '#contract/ipc.ts';
import type { Fault, Reply } from '#contract/reply.ts';
import type { Log } from '#main/ports/log.ts';
import type { Seat } from '#main/services/people/seats.ts';
import { whyNotAnswered } from './sender.ts';

const FORBIDDEN: Fault = { code: 'forbidden', message: 'This page may not ask.' };

/** The one channel on which pages ask; every call's sender is checked. `heard` is told of each page that beats. */
export function answerCalls(
  seat: Seat,
  windows: ReadonlySet<number>,
  heard: (id: number) => void,
  log: Log,
): void {
  ipcMain.handle(CALL_CHANNEL, async (event, method: unknown, input: unknown): Promise<Reply<unknown>> => {
    const why = whyNotAnswered(event, windows, input);
    if (why === null && method === 'shell.beat') heard(event.sender.id);
    if (why === null && typeof method === 'string') return seat.call(method, input);
    log.warn('a call was refused', { why: why ?? 'no method' });
    return { ok: false, fault: FORBIDDEN };
  });
}
