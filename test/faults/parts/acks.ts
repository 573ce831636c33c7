/**
 * What a program under test tells whoever feeds it, a line each:
 * event: it is stored · finding: a screen or a person was told of this revision · turn: everything of it was answered ·
 * failed: an error was given instead of an answer.
 */
export type Ack =
  | { readonly kind: 'event'; readonly ts: number; readonly key: number }
  | { readonly kind: 'finding'; readonly id: string; readonly revision: number }
  | { readonly kind: 'turn'; readonly turn: number }
  | { readonly kind: 'failed'; readonly what: string };

const MARKS = { event: 'E', finding: 'F', turn: 'T', failed: '!' } as const;

export function ackLine(ack: Ack): string {
  const mark = MARKS[ack.kind];
  if (ack.kind === 'event') return `${mark} ${ack.ts} ${ack.key}\n`;
  if (ack.kind === 'finding') return `${mark} ${ack.id} ${ack.revision}\n`;
  return ack.kind === 'turn'
    ? `${mark} ${ack.turn}\n`
    : `${mark} ${ack.what.replaceAll(/\s+/g, ' ').slice(0, 200)}\n`;
}

/** null for a line that is none: something else that the program printed, or one that was cut short. */
export function readAck(line: string): Ack | null {
  const [mark, first = '', second = ''] = line.split(' ');
  if (mark === MARKS.event) return { kind: 'event', ts: Number(first), key: Number(second) };
  if (mark === MARKS.finding) return { kind: 'finding', id: first, revision: Number(second) };
  if (mark === MARKS.turn) return { kind: 'turn', turn: Number(first) };
  return mark === MARKS.failed ? { kind: 'failed', what: line.slice(2) } : null;
}
