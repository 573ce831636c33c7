import type { Question } from '#renderer/features/duty/index.ts';
import { hindranceOf } from '#renderer/features/duty/index.ts';
import type { MenuAction } from '#renderer/ui/menu.tsx';
import { absenceWords, extensionWords, tourWords } from '#renderer/words/duty.ts';
import { WHY_NOT } from '#renderer/words/hindrances.ts';
import { rowOf } from './finding-type.ts';
import type { Stores } from './stores.ts';

type Shown = Pick<Stores, 'feed' | 'finding'>;

/** The key of each question. */
export const DUTY_KEYS: Readonly<Record<Question, string>> = { tour: 'h', absence: 'b', extension: 'l' };

const WHY: Readonly<Record<NonNullable<ReturnType<typeof hindranceOf>>, string>> = {
  'no-site': WHY_NOT.dutySite,
  'no-tour': WHY_NOT.dutyTour,
  duress: WHY_NOT.dutyDuress,
};

/** Why nothing of the kind can be noted from these findings; null when it can, or when it is not known. */
export function whyNotNoted(stores: Shown, what: Question, ids: readonly string[]): string | null {
  const [id] = ids;
  if (id === undefined) return null;
  if (ids.length > 1) return WHY_NOT.one;
  const finding = rowOf(stores, id);
  if (finding === undefined) return null;
  const hindrance = hindranceOf(what, finding);
  if (hindrance !== null) return WHY[hindrance];
  return finding.status === 'RESOLVED' ? WHY_NOT.dutyResolved : null;
}

/** Asks what the desk knows, from the one finding that is chosen, or says why not. */
export function askDuty(
  stores: Shown & Pick<Stores, 'duty' | 'workflow'>,
  what: Question,
  ids: readonly string[],
): void {
  const hindrance = whyNotNoted(stores, what, ids);
  const [id] = ids;
  const finding = id === undefined ? undefined : rowOf(stores, id);
  if (hindrance !== null) stores.workflow.getState().say(hindrance);
  if (hindrance !== null || id === undefined || finding?.site == null) return;
  const { site, finding_type, subject, title } = finding;
  stores.duty
    .getState()
    .ask(what, { finding: id, site, finding_type, subject, words: [site, title].join(' ') });
}

const WORDS = { tour: tourWords, absence: absenceWords, extension: extensionWords } as const;
const QUESTIONS = ['tour', 'absence', 'extension'] as const;

/** What can be noted from a finding, for the menu of its pane. */
export const dutyActions = (
  stores: Shown & Pick<Stores, 'duty' | 'workflow'>,
  id: string,
): readonly MenuAction[] =>
  QUESTIONS.filter((what) => whyNotNoted(stores, what, [id]) === null).map((what) => ({
    label: WORDS[what].title,
    key: DUTY_KEYS[what],
    hint: WORDS[what].hint,
    run: () => askDuty(stores, what, [id]),
  }));
