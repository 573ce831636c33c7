import type { ReactNode } from 'react';
import { createElement, Fragment } from 'react';

/** The names of the slots of a text: `who` and `at` of `Seen by {who} at {at}.` */
type SlotOf<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | SlotOf<Rest>
  : never;

export type SaidProps<Text extends string> = {
  /** A sentence with its slots in braces. */
  readonly text: Text;
} & { readonly [Slot in SlotOf<Text>]: ReactNode };

const SLOT = /\{(\w+)\}/;

/** A sentence around components, which stands whole among the words: `<Said text={words.seen} who={…} at={…} />`. */
export function Said<const Text extends string>({ text, ...slots }: SaidProps<Text>) {
  const filled: Readonly<Record<string, ReactNode>> = slots;
  // Split at its slots, a text alternates between what is said and the name of a slot.
  const pieces = text.split(SLOT).map((piece, index) => (index % 2 === 0 ? piece : filled[piece]));
  return createElement(Fragment, null, ...pieces);
}
