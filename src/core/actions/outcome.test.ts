import { describe, expect, it } from 'vitest';
import { mailOutcome, webhookOutcome } from './outcome.ts';

const answered = (status: number, body = '', retry_after_ms: number | null = null) =>
  ({ kind: 'ANSWERED', status, body, retry_after_ms }) as const;

describe('what a try of a webhook came to', () => {
  it.each([
    [200, 'ARRIVED'],
    [204, 'ARRIVED'],
    [301, 'NEVER'],
    [400, 'NEVER'],
    [401, 'NEVER'],
    [404, 'NEVER'],
    [408, 'AGAIN'],
    [409, 'AGAIN'],
    [425, 'AGAIN'],
    [429, 'AGAIN'],
    [500, 'AGAIN'],
    [503, 'AGAIN'],
  ])('after the answer %i is %s', (status, verdict) => {
    expect(webhookOutcome(answered(status)).verdict).toBe(verdict);
  });

  it('is tried again when nobody knows whether it arrived, and not when it may not go there', () => {
    expect(webhookOutcome({ kind: 'UNKNOWN', reason: 'cut' }).verdict).toBe('AGAIN');
    expect(webhookOutcome({ kind: 'UNREACHED', reason: 'away' }).verdict).toBe('AGAIN');
    expect(webhookOutcome({ kind: 'REFUSED', reason: 'not allowed' }).verdict).toBe('NEVER');
  });

  it('keeps the first words of a refusal, and how long the receiver asked to wait', () => {
    expect(webhookOutcome(answered(429, `slow\n down ${'x'.repeat(900)}`, 7_000))).toMatchObject({
      text: expect.stringMatching(/^answered 429: slow down x{190}$/),
      asked_ms: 7_000,
    });
  });
});

it.each([
  [250, 'ARRIVED'],
  [451, 'AGAIN'],
  [550, 'NEVER'],
])('what a try of a letter came to, after the answer %i, is %s', (status, verdict) => {
  expect(mailOutcome(answered(status)).verdict).toBe(verdict);
});
