import type { Answer } from '#contract/index.ts';
import { methods } from '#contract/index.ts';
import type { Reply } from '#contract/reply.ts';
import { ROLES } from '#core/model/account.ts';
import type { Dispatch } from '../dispatch.ts';
import type { Asker } from '../handlers.ts';

/** A place whose people's positions somebody was given, and the finding with which. */
type Look = { readonly site: string; readonly finding: string | null };

/**
 * Writes down that somebody who has signed in was given where guards of a site were, whichever way they asked: once per person, finding and
 * hour, which the engine sees to. Never keeps an answer waiting.
 */
export function noteLooks(
  dispatch: Dispatch,
  asker: Asker,
  method: string,
  input: unknown,
  reply: Reply<unknown>,
): void {
  for (const look of looksOf(asker, method, input, reply)) void dispatch(asker, 'sites.look', look);
}

/** What of an answer is written down: nothing for whoever has not signed in, because nobody knows who that is. */
export const looksOf = (
  { standing }: Asker,
  method: string,
  input: unknown,
  reply: Reply<unknown>,
): readonly Look[] =>
  reply.ok && ROLES.some((role) => role === standing) ? looksIn(method, input, reply.value) : [];

/** Positions that an answer holds. */
function looksIn(method: string, input: unknown, value: unknown): readonly Look[] {
  switch (method) {
    case 'sites.positions': {
      const { site } = methods[method].input.parse(input);
      return methods[method].output.parse(value).positions.length > 0 ? [{ site, finding: null }] : [];
    }
    case 'findings.get': {
      const { finding, evidence } = methods[method].output.parse(value);
      return hasTrail(evidence.map((capture) => capture.evidence)) ? lookAt(finding) : [];
    }
    case 'findings.export': {
      const { findings } = methods[method].output.parse(value);
      return findings.flatMap((finding) => (hasTrail([finding.evidence]) ? lookAt(finding) : []));
    }
    default:
      return [];
  }
}

type Found = { readonly id: string; readonly site: string | null };
const lookAt = ({ id, site }: Found): readonly Look[] => (site === null ? [] : [{ site, finding: id }]);

type Evidence = Answer<'findings.get'>['evidence'][number]['evidence'];
const hasTrail = (captures: readonly (Evidence | null | undefined)[]): boolean =>
  captures.some((evidence) => (evidence?.location_history.length ?? 0) > 0);
