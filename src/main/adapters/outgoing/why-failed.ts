import { networkFailure } from '#core/kit/network-failures.ts';
import { RanOut } from './deadline.ts';

/** Why a connection did not come about or ended, for people. */
export function whyFailed(error: unknown): string {
  if (!(error instanceof Error)) return 'The connection failed.';
  if (error instanceof RanOut) return error.message;
  const known = 'code' in error ? networkFailure(String(error.code)) : undefined;
  return known ?? `The connection failed: ${error.message}`;
}
