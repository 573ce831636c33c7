import { createStore } from 'zustand';
import type { Answer, Api, CommandName, Fault, Input, Reply } from '#contract/index.ts';
import type { Disposition } from '#core/model/finding.ts';
import { SECOND } from '#core/model/time.ts';
import { doneWords, outcomeWords } from '#renderer/words/workflow.ts';

/** How long an undo is offered, in ms. */
export const UNDO_TIME = 10 * SECOND;

type Outcome = Answer<'findings.acknowledge'>;
type WorkflowCommand = Extract<CommandName, `findings.${string}`>;

/** What became of the last command, said for a while. */
export type Message = {
  readonly serial: number;
  readonly text: string;
  readonly refused: Outcome['refused'];
  readonly failed: boolean;
  /** Present while it can be taken back. */
  readonly undo: (() => void) | null;
};

/** What is asked about findings before it is done. */
export type Question = 'resolve' | 'amend' | 'shelve' | 'normal';

export type WorkflowState = {
  /** The dialog that is open, and the findings or the site that it is about. */
  readonly asking:
    | { readonly what: Question; readonly ids: readonly string[] }
    | { readonly what: 'report'; readonly site: string | null }
    | null;
  /** Findings whose command has been sent and not yet answered. */
  readonly pending: ReadonlySet<string>;
  readonly message: Message | null;
  readonly acknowledge: (ids: readonly string[]) => Promise<void>;
  readonly ask: (what: Question, ids: readonly string[]) => void;
  /** Asks what there is to report, at a site that is proposed. */
  readonly askToReport: (site: string | null) => void;
  /** Opens a finding. Returns why not: then the dialog stays, so that nothing written is lost. */
  readonly report: (report: Input<'findings.report'>) => Promise<Fault | undefined>;
  readonly cancel: () => void;
  readonly resolve: (disposition: Disposition, note: string) => Promise<void>;
  /** Gives what is resolved another disposition; what it was before is kept. */
  readonly amend: (disposition: Disposition, reason: string) => Promise<void>;
  /** Resolves anomalies as benign, and has what they showed learned. */
  readonly normal: () => Promise<void>;
  readonly shelve: (minutes: number, reason: string) => Promise<void>;
  readonly unshelve: (ids: readonly string[]) => Promise<void>;
  /** Says why nothing was done, for a while. */
  readonly say: (text: string) => void;
  /** Says what became of a command of another feature, for a while. */
  readonly tell: (message: Omit<Message, 'serial' | 'refused'> & Partial<Pick<Message, 'refused'>>) => void;
  readonly dismiss: () => void;
};

export type WorkflowParts = {
  readonly api: Api;
  readonly after: (ms: number, run: () => void) => () => void;
  /** Told which findings a command has changed. */
  readonly onChanged: (ids: readonly string[]) => void;
  /** Told which finding a person has opened. */
  readonly onReported: (id: string) => void;
};

/** `3 findings acknowledged.`, or why none were. */
export function outcomeText(reply: Reply<Outcome>, done: string): string {
  if (!reply.ok) return outcomeWords.failed(done, reply.fault.message.replace(/\.$/, ''));
  const { changed, refused } = reply.value;
  if (changed.length === 0) return outcomeWords.nothing(done);
  return outcomeWords.done(changed.length, done, refused.length);
}

/** What people do about findings: acknowledge, resolve, shelve, one or many, and what became of it. */
export const createWorkflowStore = ({ api, after, onChanged, onReported }: WorkflowParts) =>
  createStore<WorkflowState>()((set, get) => {
    let serial = 0;
    let stopMessage: () => void = () => undefined;
    const tell = (message: Omit<Message, 'serial'>) => {
      serial += 1;
      set({ message: { serial, ...message } });
      stopMessage();
      const staysUntilRead = message.failed || message.refused.length > 0;
      stopMessage = staysUntilRead ? () => undefined : after(UNDO_TIME, () => set({ message: null }));
    };
    const run = async <M extends WorkflowCommand & keyof WorkflowInputs>(
      method: M,
      input: WorkflowInputs[M],
      done: string,
      undo?: (changed: readonly string[]) => void,
    ) => {
      set({ asking: null, pending: new Set([...get().pending, ...input.ids]) });
      const reply: Reply<Outcome> = await api.call(method, input);
      const ids = new Set(input.ids);
      set({ pending: new Set([...get().pending].filter((id) => !ids.has(id))) });
      const { changed, refused } = reply.ok ? reply.value : { changed: [], refused: [] };
      onChanged(changed);
      const back = undo !== undefined && changed.length > 0 ? () => undo(changed) : null;
      tell({ text: outcomeText(reply, done), refused, failed: changed.length === 0, undo: back });
    };
    const asked = () => {
      const { asking } = get();
      return asking === null || asking.what === 'report' ? [] : [...asking.ids];
    };
    return {
      asking: null,
      pending: new Set(),
      message: null,
      acknowledge: (ids) => run('findings.acknowledge', { ids: [...ids] }, doneWords.acknowledged),
      ask: (what, ids) => ids.length > 0 && set({ asking: { what, ids } }),
      askToReport: (site) => set({ asking: { what: 'report', site } }),
      async report(report) {
        const reply = await api.call('findings.report', report);
        if (!reply.ok) return reply.fault;
        set({ asking: null });
        onReported(reply.value.id);
        tell({ text: outcomeWords.reported(report.site), refused: [], failed: false, undo: null });
        return undefined;
      },
      cancel: () => set({ asking: null }),
      resolve: (disposition, note) =>
        run('findings.resolve', { ids: asked(), disposition, note }, doneWords.resolved),
      amend: (disposition, reason) =>
        run('findings.amend', { ids: asked(), disposition, reason }, doneWords.amended),
      normal: () => run('findings.normal', { ids: asked() }, doneWords.normal),
      shelve: (minutes, reason) =>
        run(
          'findings.shelve',
          { ids: asked(), minutes, reason },
          doneWords.shelved,
          (changed) => void get().unshelve(changed),
        ),
      unshelve: (ids) => run('findings.unshelve', { ids: [...ids] }, doneWords.unshelved),
      tell: (message) => tell({ refused: [], ...message }),
      say: (text) => tell({ text, refused: [], failed: false, undo: null }),
      dismiss: () => set({ message: null }),
    };
  });
export type WorkflowStore = ReturnType<typeof createWorkflowStore>;

type WorkflowInputs = {
  [M in
    | 'findings.acknowledge'
    | 'findings.resolve'
    | 'findings.amend'
    | 'findings.normal'
    | 'findings.shelve'
    | 'findings.unshelve']: Input<M>;
};
