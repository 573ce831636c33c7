import { canonicalHost } from './canonical-host.ts';

/** An IP address as a number: 32 bits or 128. */
export type IpNumber = { readonly bits: 32 | 128; readonly value: bigint };

const FOUR = /^(?:0|[1-9]\d{0,2})(?:\.(?:0|[1-9]\d{0,2})){3}$/;
const SIX = /^[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*$/;
const HIGHEST_PART = 255;
const GROUPS = 8;

/** Reads an IP address; null for anything else, such as a number with a zero before it, which others read as octal, or a zone. */
export function ipNumber(text: string): IpNumber | null {
  if (FOUR.test(text)) {
    const parts = text.split('.').map(Number);
    return parts.some((part) => part > HIGHEST_PART) ? null : { bits: 32, value: joined(parts, 8n) };
  }
  const shortest = SIX.test(text) ? canonicalHost(text) : null;
  return shortest === null ? null : { bits: 128, value: joined(groupsOf(shortest), 16n) };
}

/** The groups of an IPv6 address, those that `::` stands for too. */
function groupsOf(shortest: string): readonly number[] {
  const [before = '', after] = shortest.split('::');
  const numbers = (part: string) =>
    part === '' ? [] : part.split(':').map((group) => Number.parseInt(group, 16));
  const [head, tail] = [numbers(before), numbers(after ?? '')];
  return [...head, ...Array<number>(GROUPS - head.length - tail.length).fill(0), ...tail];
}

const joined = (parts: readonly number[], width: bigint): bigint =>
  parts.reduce((value, part) => (value << width) | BigInt(part), 0n);
