import type { Answer, Parsed } from '#contract/index.ts';
import { type RolloutStep, SET_FROM } from '#core/model/rollout.ts';
import type { Runbook } from '#core/model/runbook.ts';
import type { Site } from '#core/model/site.ts';
import { groupedChanges, settingChanges } from '#core/rollout/changes.ts';
import { isMet } from '#core/rollout/gate.ts';
import { isAhead } from '#core/rollout/phases.ts';
import type { RandomId } from '#main/ports/random.ts';
import { readRails } from '../actions/rails.ts';
import type { ConfigurationService } from '../configuration/service.ts';
import type { EngineWorld } from '../engine/context.ts';
import { type Caller, type CommandHandlers, Refused } from '../handlers.ts';
import { lowRisk } from './low-risk.ts';
import { undoStep } from './undo-step.ts';

export type GetStanding = () => Promise<Answer<'rollout.get'>>;
type Input = Parsed<'rollout.apply'>;
type Parts = Pick<EngineWorld, 'store' | 'clock' | 'emit'> & {
  readonly configuration: ConfigurationService;
  readonly randomId: RandomId;
  /** Where the rollout is, as the screens see it. */
  readonly standing: GetStanding;
};

/** Of an engine that nobody rolls out. */
export const NO_ROLLOUT: GetStanding = () => {
  throw new Refused('unavailable', 'This engine knows of no rollout.');
};

/** A refusal that names sites names so many. */
const NAMED = 10;

/** Applies phases of the rollout, each as one version of the configuration, and takes them back. */
export function createRolloutCommands(parts: Parts): Pick<CommandHandlers, 'rollout.apply' | 'rollout.undo'> {
  const { store, clock, emit, configuration, randomId, standing } = parts;
  /** The runbooks whose actions are to go by themselves, and do not yet. */
  const runbooksFor = ({ values }: Input): readonly Omit<Runbook, 'version'>[] => {
    if (!values.actions) return [];
    const actions = store.actions.all().filter(({ removed_at }) => removed_at === null);
    return lowRisk(store.runbooks, actions, readRails(store.state.get))
      .filter(({ runbook, hindrance }) => hindrance === null && !runbook.auto_action_enabled)
      .map(({ runbook: { version: _, ...runbook } }) => ({ ...runbook, auto_action_enabled: true }));
  };

  return {
    'rollout.apply': async (input, caller) => {
      const now = await standing();
      const { phase, values, dry_run } = input;
      refuseSkipped(phase, now);
      refuseTooEarly(input);
      const codes = [...new Set(input.sites)].sort();
      const sites = sitesOf(codes, configuration);
      if (values.anomaly_detection === true) refuseUnstable(codes, now.sites);
      const goesOn = now.phase !== null && isAhead(phase, now.phase);
      const gate = goesOn ? now.gate : null;
      const needs_reason = gate !== null && !isMet(gate);
      const reason = input.reason || null;
      if (needs_reason && !dry_run && reason === null)
        throw new Refused('bad-request', 'The gate is not met: say why you go on all the same.');
      const runbooks = runbooksFor(input);
      const changes = groupedChanges(sites, values);
      const step = (version: number | null): Omit<RolloutStep, 'undone'> => ({
        ...{ id: randomId(), phase, at: clock.now(), by: caller.actor.name, verified: caller.actor.verified },
        ...{ version, sites: codes, values, gate, reason },
      });
      const edit = {
        base_version: input.base_version,
        changes: settingChanges(sites, values).map(({ targets, set }) => ({
          targets: targets.map((target) => ({ ...target })),
          set: { ...set },
        })),
        reason: `Rollout, ${PHASE_NAMES[phase]}${reason === null ? '' : `: ${reason}`}`,
        dry_run,
      };
      let written: number | null = null;
      if (edit.changes.length + runbooks.length > 0)
        await configuration.edit(edit, caller, {
          runbooks,
          within: {
            last(version) {
              written = version;
              keep(parts, step(version), now, caller);
            },
          },
        });
      if (!dry_run && written === null) store.transaction(() => keep(parts, step(null), now, caller));
      // A step without a version changes no site, and the screens show it all the same.
      if (!dry_run) emit('sites.changed', { sites: null });
      const touched = new Set(changes.flatMap((change) => change.sites));
      return {
        changes: changes.map((change) => ({ ...change, sites: [...change.sites] })),
        runbooks: runbooks.map(({ finding_type }) => finding_type),
        same: codes.length - touched.size,
        version: written,
        needs_reason,
      };
    },
    'rollout.undo': async ({ id, reason }, caller) => {
      const last = lastStep(store, id);
      if (last.version !== null) {
        const about = { version: last.version, reason, dry_run: false };
        // Another may be applied while the sites are made ready.
        const within = { first: () => void lastStep(store, id) };
        return { version: (await configuration.rollBack(about, caller, within)).version };
      }
      const undone = { at: clock.now(), actor: caller.actor, reason: reason || null };
      store.transaction(() => undoStep(store, last, undone));
      emit('sites.changed', { sites: null });
      return { version: null };
    },
  };
}

/** The step, when it is the last one. Throws Refused otherwise. */
function lastStep(store: Parts['store'], id: string): RolloutStep {
  const last = store.rollout.steps().find(({ undone }) => undone === null);
  if (last?.id === id) return last;
  throw new Refused('conflict', 'Only the last step can be undone: load the page again.');
}

/** As the history of the configuration tells it. */
const PHASE_NAMES: Readonly<Record<RolloutStep['phase'], string>> = {
  PILOT: 'pilot',
  LEARNING: 'learning',
  EXPAND: 'expand',
  ANOMALIES_LOW: 'anomalies, low sensitivity',
  ANOMALIES_MEDIUM: 'anomalies, medium sensitivity',
  FULL: 'full',
};

/** Inside the transaction of the version. Throws Refused where a step was applied or undone since the gate was looked at. */
function keep(
  { store }: Parts,
  step: Omit<RolloutStep, 'undone'>,
  seen: Answer<'rollout.get'>,
  { actor }: Caller,
): void {
  const held = (steps: readonly Pick<RolloutStep, 'id' | 'undone'>[]) =>
    steps.flatMap(({ id, undone }) => (undone === null ? [id] : [])).join(' ');
  if (held(store.rollout.steps()) !== held(seen.steps))
    throw new Refused(
      'conflict',
      'The rollout has moved meanwhile. Nothing was changed: load the page again.',
    );
  store.rollout.add(step);
  const { id, at, phase, version, sites, values, gate, reason } = step;
  store.trail.append([
    {
      ...{ at, actor, reason },
      ...{ action: 'rollout.applied', entity: 'rollout', entity_id: id },
      before: null,
      after: { phase, version, sites, values, gate },
    },
  ]);
}

function refuseSkipped(phase: Input['phase'], { phase: now, next }: Answer<'rollout.get'>): void {
  if (!isAhead(phase, now) || phase === next) return;
  throw new Refused(
    'conflict',
    `${now === null ? 'The rollout has not begun' : `The rollout is at ${PHASE_NAMES[now]}`}: ${PHASE_NAMES[phase]} is not the next phase.`,
  );
}

/** What a phase is the first to set stays for it: its gate and its order would be gone by otherwise. */
function refuseTooEarly({ phase, values }: Input): void {
  for (const [field, first] of SET_FROM)
    if (values[field] === true && isAhead(first, phase))
      throw new Refused(
        'bad-request',
        `values.${field}: found true, expected it from ${PHASE_NAMES[first]} on.`,
      );
}

function sitesOf(codes: readonly string[], { fleet }: ConfigurationService): readonly Site[] {
  const { byCode } = fleet();
  return codes.map((code) => {
    const site = byCode.get(code);
    if (site === undefined) throw new Refused('not-found', `There is no site ${code}.`);
    if (!site.active) throw new Refused('conflict', `Site ${code} is out of use.`);
    return site;
  });
}

function refuseUnstable(codes: readonly string[], sites: Answer<'rollout.get'>['sites']): void {
  const stable = new Set(sites.filter(({ is_stable }) => is_stable).map(({ code }) => code));
  const others = codes.filter((code) => !stable.has(code));
  if (others.length === 0) return;
  const named = others.slice(0, NAMED).join(', ');
  const more = others.length > NAMED ? ` and ${others.length - NAMED} more` : '';
  throw new Refused(
    'conflict',
    `Anomaly detection is for sites of which at least 80 % of the baseline cells are stable, and these are not: ${named}${more}.`,
  );
}
