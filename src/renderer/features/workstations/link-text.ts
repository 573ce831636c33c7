import type { LinkState } from '#contract/link.ts';
import { linkWords as words } from '#renderer/words/workstations.ts';

/** What the other workstation is called: by its own name, as soon as that is known. */
export const nameOf = ({ name, address }: LinkState): string => name ?? address;

/** The few words of the top bar. */
export function briefly(link: LinkState): string {
  const name = nameOf(link);
  switch (link.state) {
    case 'CONNECTED':
      return words.connected(name);
    case 'CONNECTING':
      return words.connecting;
    case 'LOST':
      return words.lost(name);
    case 'REFUSED':
      return words.refused(name);
    case 'CHANGED':
      return words.changed(name);
  }
}

export type Trouble = {
  /** The first sentence. */
  readonly what: string;
  readonly more: readonly string[];
};

/** What the banner says; null while all is well. `at`: since when, as a clock shows it; `old`: how old the screen is. */
export function troubleOf(link: LinkState, at: string, old: string): Trouble | null {
  const name = nameOf(link);
  const reason =
    link.reason === null || link.reason === '' ? [] : [words.reason(link.reason.replace(/\.$/, ''))];
  const kept = link.kept > 0 ? [words.kept(link.kept)] : [];
  switch (link.state) {
    case 'CONNECTED':
      return null;
    case 'CONNECTING':
      return { what: words.connectingTo(name), more: [] };
    case 'LOST':
      return { what: words.lostSince(name, at), more: [old, words.refuses, ...kept, ...reason] };
    case 'REFUSED':
      return { what: words.refusedSince(name, at), more: [...reason, old, ...kept] };
    case 'CHANGED':
      return {
        what: words.changedTo(name),
        more: [words.codes(link.code, link.shown_code ?? ''), words.changedMeans, old, ...kept],
      };
  }
}
