import { LONGEST_INPUT } from '#contract/ipc.ts';
import { isOurs } from './origin.ts';

/** The parts of an IPC event that tell who sent it. */
export type Sender = {
  readonly sender: { readonly id: number };
  readonly senderFrame: {
    readonly url: string;
    readonly parent: unknown;
  } | null;
};

/** Why a call is not answered; null when its sender may call. `windows` holds the ids of the pages that we opened. */
export function whyNotAnswered(
  { sender, senderFrame }: Sender,
  windows: ReadonlySet<number>,
  input: unknown,
): string | null {
  if (!windows.has(sender.id)) return 'not one of our windows';
  if (senderFrame === null) return 'the frame is gone';
  if (senderFrame.parent !== null) return 'not the main frame';
  if (!isOurs(senderFrame.url)) return 'not our page';
  return sizeOf(input) > LONGEST_INPUT ? 'too long' : null;
}

/** Bytes of the input as JSON; what cannot be JSON is too long for anything. */
function sizeOf(input: unknown): number {
  try {
    return Buffer.byteLength(JSON.stringify(input) ?? '');
  } catch {
    return Number.POSITIVE_INFINITY; // a cycle or a bigint: no input of ours has one
  }
}
