import type { StepTick } from '#core/model/desk.ts';
import type { Finding } from '#core/model/finding.ts';
import type { RunbookStep } from '#core/model/runbook.ts';
import { withNote } from './desk.ts';
import type { Step } from './step.ts';
import { changed } from './step.ts';
import type { Refusal } from './workflow.ts';

/** A wish to tick a step of the checklist or to take the tick back. `step` counts from 0. */
export type Tick = { readonly step: number; readonly done: boolean; readonly note: string | null };

/**
 * Ticks a step of the checklist, or takes the tick back; in any order. `steps` are those of the version that the finding was
 * opened with, null without a runbook; `ticked` are its ticks so far.
 */
export function tick(
  finding: Finding,
  steps: readonly RunbookStep[] | null,
  ticked: readonly Pick<StepTick, 'step'>[],
  { step, done, note }: Tick,
): Step | Refusal {
  if (finding.status === 'RESOLVED') return { refused: 'It is resolved already.' };
  if (steps === null) return { refused: 'It has no runbook, so there is no step to tick.' };
  const asked = steps[step];
  const number = step + 1;
  if (asked === undefined) return { refused: `Its runbook has no step ${number}.` };
  if (ticked.some((each) => each.step === step) === done)
    return { refused: done ? `Step ${number} is ticked already.` : `Step ${number} is not ticked.` };
  if (done && asked.requires_note && note === null)
    return { refused: `Step ${number} needs a note of what was found.` };
  return changed(finding, {}, done ? 'step_ticked' : 'step_unticked', {
    detail: withNote(`step ${number}, ${asked.text.replace(/\.$/, '')}`, note),
    payload: { before: { step, done: !done }, after: { step, done } },
  });
}
