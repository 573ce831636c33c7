import { randomBytes } from 'node:crypto';
import type { OutgoingRequest, SendResult } from '#main/ports/outgoing.ts';
import type { Outgoing } from '#main/services/actions/outgoing.ts';
import { createVault } from '#main/services/actions/vault.ts';

/** The network with one receiver behind it, which answers what it is told to. */
export type FakeReceiver = {
  readonly outgoing: Outgoing;
  /** Everything that reached it. */
  readonly got: OutgoingRequest[];
  /** Answers of the next requests, in order; 200 afterwards. `HANG`: none ever comes. */
  readonly next: (SendResult | 'HANG')[];
};

export const answered = (status: number, body = '', retry_after_ms: number | null = null): SendResult => ({
  kind: 'ANSWERED',
  status,
  body,
  retry_after_ms,
});

export function fakeReceiver(): FakeReceiver {
  const got: OutgoingRequest[] = [];
  const next: FakeReceiver['next'] = [];
  return {
    got,
    next,
    outgoing: {
      vault: createVault(randomBytes(32)),
      handOver: async () => null,
      sendMail: () => Promise.resolve({ kind: 'REFUSED', reason: 'no mail here' }),
      sendRequest(request, _, stop) {
        got.push(request);
        const answer = next.shift() ?? answered(200);
        if (answer !== 'HANG') return Promise.resolve(answer);
        return new Promise((done) =>
          stop?.addEventListener('abort', () => done({ kind: 'UNKNOWN', reason: 'Everything was stopped.' })),
        );
      },
    },
  };
}
