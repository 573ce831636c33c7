import { networkFailures } from '#core/kit/network-failures.ts';
import { RanOut } from './deadline.ts';

const FAILURES = networkFailures('receiver');

/** Why a connection did not come about or ended, for people. */
export function whyFailed(error: unknown): string {
  if (!(error instanceof Error)) return 'The connection failed.';
  if (error instanceof RanOut) return error.message;
  // Of an error that nodemailer wrapped, the code of the connection is beside its own.
  const code = 'originalCode' in error ? error.originalCode : 'code' in error ? error.code : null;
  const known = FAILURES[String(code)];
  return known ?? `The connection failed: ${error.message}`;
}
