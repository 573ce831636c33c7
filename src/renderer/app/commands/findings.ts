import { groupWords, commandWords as words } from '#renderer/words/commands.ts';
import { GROUP } from '#renderer/words/feed.ts';
import { askToAmend, whyNotAmended } from '../amend.ts';
import {
  askAboutOne,
  askForCase,
  askToAct,
  askToEscalate,
  askToExport,
  askToHandOver,
  whyNotEscalated,
  whyNotOne,
} from '../desk.ts';
import { askDuty, DUTY_KEYS, whyNotNoted } from '../duty.ts';
import { whyNotHere } from '../feed-first.ts';
import { focusWhenDrawn } from '../focus-soon.ts';
import { askWhetherNormal, whyNotNormal } from '../normal.ts';
import { askToReport } from '../report.ts';
import { askToShelve, whyNotShelved } from '../shelve.ts';
import { sitePage } from '../sites.ts';
import type { Stores } from '../stores.ts';
import type { Command } from './command.ts';

/** What is done about the finding under the cursor, or about those that are selected. */
export function findingCommands(stores: Stores): readonly Command[] {
  const { feed, finding, workflow, desk, learning, duty, view } = stores;
  const targets = () => feed.getState().targets();
  /** What a key does to findings: only where they can be seen, or the operator would act on what another screen hides. */
  const act = (
    title: string,
    key: string | null,
    run: (ids: readonly string[]) => void,
    whyNot: (ids: readonly string[]) => string | null = () => null,
  ): Command => ({
    title,
    group: groupWords.findings,
    key,
    hindrance: () => whyNotHere(stores) ?? whyNot(targets()),
    run() {
      const away = whyNotHere(stores);
      const { head, groups } = feed.getState();
      const isFolded = head !== null && !groups.open.get(head);
      if (away !== null) workflow.getState().say(away);
      else if (targets().length > 0) run(targets());
      else if (isFolded) workflow.getState().say(GROUP.unfoldFirst(head));
    },
  });
  const know = (title: string, what: keyof typeof DUTY_KEYS): Command =>
    act(
      title,
      DUTY_KEYS[what],
      (ids) => askDuty(stores, what, ids),
      (ids) => whyNotNoted(stores, what, ids),
    );
  /** From a finding; on the page of a site from that. */
  const ofFinding = know(words.absence, 'absence');
  return [
    act(words.acknowledge, 'a', (ids) => void workflow.getState().acknowledge(ids)),
    act(words.resolve, 'r', (ids) => workflow.getState().ask('resolve', ids)),
    {
      ...act(
        words.amend,
        'q',
        (ids) => askToAmend(stores, ids),
        (ids) => whyNotAmended(stores, ids),
      ),
      method: 'findings.amend',
    },
    act(
      words.shelve,
      's',
      (ids) => askToShelve(stores, ids),
      (ids) => whyNotShelved(stores, ids),
    ),
    act(
      words.normal,
      'N',
      (ids) => askWhetherNormal(stores, ids),
      (ids) => whyNotNormal(stores, ids),
    ),
    act(words.note, 'w', (ids) => desk.getState().ask('note', ids)),
    act(words.call, 'c', (ids) => askAboutOne(stores, 'call', ids), whyNotOne),
    act(words.give, 'g', (ids) => desk.getState().ask('give', ids)),
    {
      title: words.handOver,
      group: groupWords.findings,
      key: null,
      method: 'findings.hand_over',
      run: () => askToHandOver(stores, [...feed.getState().selected]),
    },
    act(words.dispatch, 'd', (ids) => askAboutOne(stores, 'dispatch', ids), whyNotOne),
    act(
      words.escalate,
      'e',
      (ids) => askToEscalate(stores, ids),
      (ids) => whyNotEscalated(stores, ids),
    ),
    act(words.act, 'y', (ids) => askToAct(stores, ids), whyNotOne),
    {
      ...act(words.export, 'z', (ids) => askToExport(stores, ids), whyNotOne),
      method: 'bundles.make',
    },
    {
      ...act(words.addToCase, null, (ids) => askForCase(stores, ids), whyNotOne),
      method: 'cases.create',
    },
    act(words.tick, 't', () => void finding.getState().tickNext()),
    know(words.tourByHand, 'tour'),
    {
      ...ofFinding,
      hindrance: () => (sitePage(stores) === null ? (ofFinding.hindrance?.() ?? null) : null),
      run() {
        const site = sitePage(stores);
        if (site === null) ofFinding.run();
        else duty.getState().askAtSite(site);
      },
    },
    know(words.moreTime, 'extension'),
    { title: words.report, group: groupWords.findings, key: 'R', run: () => askToReport(stores) },
    {
      title: words.undo,
      group: groupWords.findings,
      key: 'u',
      run: () => (workflow.getState().message?.undo ?? learning.getState().message?.undo)?.(),
    },
    {
      title: words.openFinding,
      group: groupWords.findings,
      key: 'Enter',
      run: () => {
        view.getState().cover(true);
        focusWhenDrawn('#finding, #map-large');
      },
    },
  ];
}
