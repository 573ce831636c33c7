import type { SendResult } from '#main/ports/outgoing.ts';
import type { SmtpAnswer } from './smtp-session.ts';
import { whyFailed } from './why-failed.ts';

const PERMANENT = 500;

/**
 * What became of a mail that was taken. Where the server refused one of several recipients for now, that is the answer: the mail is worth another
 * try, for those alone who are not settled. Where it refused one for good, the others have it.
 */
export function takenResult({ response, accepted, refusals }: SmtpAnswer): SendResult {
  const deferred = refusals.find(({ status }) => status < PERMANENT);
  const body = [response, ...refusals.map((refusal) => refusal.response)].join('\n');
  if (deferred === undefined) return answered(codeOf(response), body);
  const refused = refusals.flatMap(({ recipient, status }) =>
    status < PERMANENT || recipient === null ? [] : [recipient],
  );
  return { ...answered(deferred.status, body), settled: [...accepted, ...refused] };
}

/** What became of a mail where the session ended otherwise. `begun`: the server was to take its text. */
export function failedResult(error: unknown, begun: boolean): SendResult {
  if (error instanceof Error && 'responseCode' in error && typeof error.responseCode === 'number')
    return answered(error.responseCode, 'response' in error ? String(error.response) : error.message);
  if (error instanceof Error && 'code' in error && error.code === 'EMESSAGE')
    return { kind: 'REFUSED', reason: 'The mail is longer than this server takes.' };
  return { kind: begun ? 'UNKNOWN' : 'UNREACHED', reason: whyFailed(error) };
}

const answered = (status: number, body: string) =>
  ({ kind: 'ANSWERED', status, body, retry_after_ms: null }) as const;
const codeOf = (response: string): number => Number(response.slice(0, 3));
