import type { Api } from '#contract/index.ts';
import type { ActionsStore } from '#renderer/features/actions/index.ts';
import { createActionsStore } from '#renderer/features/actions/index.ts';
import type { BaselinesStore, LearningStore } from '#renderer/features/baselines/index.ts';
import { createBaselinesStore, createLearningStore } from '#renderer/features/baselines/index.ts';
import {
  type BundlesStore,
  type CasesStore,
  createBundlesStore,
  createCasesStore,
} from '#renderer/features/bundles/index.ts';
import type { CheckupsStore } from '#renderer/features/checkups/index.ts';
import { createCheckupsStore } from '#renderer/features/checkups/index.ts';
import type { ConnectorsStore } from '#renderer/features/connectors/index.ts';
import { createConnectorsStore } from '#renderer/features/connectors/index.ts';
import type { DeskStore } from '#renderer/features/desk/index.ts';
import { createDeskStore } from '#renderer/features/desk/index.ts';
import { createDesksStore, type DesksStore, myDesks } from '#renderer/features/desks/index.ts';
import type { DutyStore } from '#renderer/features/duty/index.ts';
import { createDutyStore } from '#renderer/features/duty/index.ts';
import type {
  DoctorStore,
  EnginePageStore,
  EngineStore,
  UpdatesStore,
} from '#renderer/features/engine/index.ts';
import {
  createDoctorStore,
  createEnginePageStore,
  createEngineStore,
  createUpdatesStore,
} from '#renderer/features/engine/index.ts';
import type { FeedStore, ViewsStore } from '#renderer/features/feed/index.ts';
import { createFeedStore, createViewsStore, wholeFilter } from '#renderer/features/feed/index.ts';
import type { FindingStore } from '#renderer/features/finding/index.ts';
import { createFindingStore } from '#renderer/features/finding/index.ts';
import type { FleetStore } from '#renderer/features/fleet/index.ts';
import { createFleetStore } from '#renderer/features/fleet/index.ts';
import type { ImportStore } from '#renderer/features/import/index.ts';
import { createImportStore } from '#renderer/features/import/index.ts';
import type {
  BehindStore,
  IndicatorsStore,
  OffendersStore,
  ReviewStore,
} from '#renderer/features/indicators/index.ts';
import {
  createBehindStore,
  createIndicatorsStore,
  createOffendersStore,
  createReviewStore,
} from '#renderer/features/indicators/index.ts';
import { createKeepingStore, type KeepingStore } from '#renderer/features/keeping/index.ts';
import type { MaintenanceStore } from '#renderer/features/maintenance/index.ts';
import { createMaintenanceStore } from '#renderer/features/maintenance/index.ts';
import type { ArchiveStore, MapStore } from '#renderer/features/map/index.ts';
import { createArchiveStore, createMapStore } from '#renderer/features/map/index.ts';
import type { NoticesStore } from '#renderer/features/notices/index.ts';
import {
  browserSounds,
  createBrowserDesktop,
  createLead,
  createNoticesStore,
  createSound,
} from '#renderer/features/notices/index.ts';
import {
  type AccountsStore,
  createAccountsStore,
  type SessionStore,
} from '#renderer/features/people/index.ts';
import { createPresenceStore, type PresenceStore } from '#renderer/features/presence/index.ts';
import type { QuarantineStore } from '#renderer/features/quarantine/index.ts';
import { createQuarantineStore } from '#renderer/features/quarantine/index.ts';
import type { ReportsStore, SendingStore } from '#renderer/features/reports/index.ts';
import { createReportsStore, createSendingStore } from '#renderer/features/reports/index.ts';
import type { RolloutStore } from '#renderer/features/rollout/index.ts';
import { createRolloutStore } from '#renderer/features/rollout/index.ts';
import type { RunbooksStore } from '#renderer/features/runbooks/index.ts';
import { createRunbooksStore } from '#renderer/features/runbooks/index.ts';
import type { SiteStore } from '#renderer/features/site/index.ts';
import { createSiteStore } from '#renderer/features/site/index.ts';
import type { SettingsStore } from '#renderer/features/site-settings/index.ts';
import { createSettingsStore } from '#renderer/features/site-settings/index.ts';
import { createTrailStore, type TrailStore } from '#renderer/features/trail/index.ts';
import type { WhatIfStore } from '#renderer/features/what-if/index.ts';
import { createWhatIfStore } from '#renderer/features/what-if/index.ts';
import type { WorkflowStore } from '#renderer/features/workflow/index.ts';
import { createWorkflowStore } from '#renderer/features/workflow/index.ts';
import { createLanStore, type LanStore, type LinkStore } from '#renderer/features/workstations/index.ts';
import { saveFile, saveText } from '#renderer/ui/save-file.ts';
import { rowOf } from './finding-type.ts';
import type { ViewStore } from './view-store.ts';
import { createViewStore } from './view-store.ts';
import { warnOfUnsaved } from './warn-unsaved.ts';

/** While the cursor runs through the feed, findings are not fetched one by one, in ms. */
const CURSOR_REST = 80;

export type Stores = {
  readonly api: Api;
  readonly view: ViewStore;
  readonly engine: EngineStore;
  readonly enginePage: EnginePageStore;
  readonly doctor: DoctorStore;
  readonly updates: UpdatesStore;
  readonly feed: FeedStore;
  /** Views of the feed that have a name. */
  readonly views: ViewsStore;
  readonly finding: FindingStore;
  readonly workflow: WorkflowStore;
  readonly desk: DeskStore;
  readonly duty: DutyStore;
  readonly fleet: FleetStore;
  readonly site: SiteStore;
  readonly settings: SettingsStore;
  readonly maintenance: MaintenanceStore;
  readonly runbooks: RunbooksStore;
  readonly actions: ActionsStore;
  readonly indicators: IndicatorsStore;
  /** The findings that an indicator was made of. */
  readonly behind: BehindStore;
  /** The weekly sample of what was resolved. */
  readonly review: ReviewStore;
  /** The alarms that ask most of the desk. */
  readonly offenders: OffendersStore;
  readonly reports: ReportsStore;
  readonly sending: SendingStore;
  readonly checkups: CheckupsStore;
  /** For how long things are kept, and what is held. */
  readonly keeping: KeepingStore;
  readonly rollout: RolloutStore;
  /** Sealed evidence: made, and opened. */
  readonly bundles: BundlesStore;
  /** Cases of findings and bundles. */
  readonly cases: CasesStore;
  readonly trail: TrailStore;
  readonly baselines: BaselinesStore;
  readonly learning: LearningStore;
  readonly imports: ImportStore;
  readonly map: MapStore;
  readonly archive: ArchiveStore;
  readonly connectors: ConnectorsStore;
  readonly quarantine: QuarantineStore;
  readonly notices: NoticesStore;
  /** Who sits here, and what that person may do. */
  readonly session: SessionStore;
  readonly accounts: AccountsStore;
  /** To which engine this workstation belongs, and who else may use that. */
  readonly link: LinkStore;
  readonly lan: LanStore;
  /** Who looks at which finding. */
  readonly presence: PresenceStore;
  /** Who answers the alarms of which sites. */
  readonly desks: DesksStore;
  /** Changed settings, tried on what came in. */
  readonly whatIf: WhatIfStore;
  /** Brings a finding to the front, from wherever the operator is. */
  readonly openFinding: (id: string) => void;
  /** Listens to the engine until the returned undo is called. */
  readonly start: () => () => void;
};

const every = (ms: number, run: () => void) => {
  const timer = setInterval(run, ms);
  return () => clearInterval(timer);
};
const after = (ms: number, run: () => void) => {
  const timer = setTimeout(run, ms);
  return () => clearTimeout(timer);
};

const saveSealed = (name: string, bytes: Uint8Array<ArrayBuffer>): void =>
  saveFile(name, bytes, 'application/octet-stream');

/** Whenever the window comes to the front. */
function whenSeen(run: () => void): () => void {
  const look = () => document.visibilityState === 'visible' && run();
  document.addEventListener('visibilitychange', look);
  return () => document.removeEventListener('visibilitychange', look);
}

/** Others see which finding this window shows. */
const tellPresence = (finding: FindingStore, presence: PresenceStore): (() => void) =>
  finding.subscribe(({ id }) => presence.getState().show(id));

/** The pane shows what the cursor rests on. */
function followCursor(feed: FeedStore, finding: FindingStore): () => void {
  let stopRest: () => void = () => undefined;
  const stopListening = feed.subscribe(({ cursor }, before) => {
    if (cursor === before.cursor) return;
    stopRest();
    stopRest = after(before.cursor === null ? 0 : CURSOR_REST, () => finding.getState().show(cursor));
  });
  return () => {
    stopListening();
    stopRest();
  };
}

/** A feed of one's own desks shows those that one holds, also after a hand-over. */
function followDesks(desks: DesksStore, feed: FeedStore): () => void {
  return desks.subscribe((now, before) => {
    const [mine, were] = [myDesks(now), myDesks(before)];
    const shown = feed.getState().filter.desks;
    if (shown === null || String(mine) === String(were) || String(shown) !== String(were)) return;
    feed.getState().narrow({ desks: mine !== null && mine.length > 0 ? mine : null });
  });
}

/** Every store of the screens, around one api. */
export function createStores(api: Api, session: SessionStore, link: LinkStore): Stores {
  const wall = () => Date.now();
  const view = createViewStore(localStorage);
  const engine = createEngineStore({ api, wall, every });
  const now = () => wall() + engine.getState().offset;
  const feed = createFeedStore({ api, now, after });
  const views = createViewsStore({ api, after });
  const workflow = createWorkflowStore({
    api,
    after,
    onChanged: feed.getState().deselect,
    onReported: feed.getState().reveal,
  });
  const { tell } = workflow.getState();
  const finding = createFindingStore({ api, tell });
  const ownerOf = (id: string) => rowOf({ feed, finding }, id)?.assigned_to;
  const desk = createDeskStore({ api, tell, ownerOf, onChanged: feed.getState().deselect });
  const fleet = createFleetStore({ api, after, keep: localStorage });
  const baselines = createBaselinesStore({ api, now, after, every });
  const onLearned = (site: string) => site === baselines.getState().site && baselines.getState().load();
  const openFinding = (id: string) => {
    view.getState().go('feed');
    view.getState().cover(true);
    feed.getState().choose(id);
  };
  const desks = createDesksStore({ api, after });
  const settings = createSettingsStore({ api, after });
  const maintenance = createMaintenanceStore({ api, now });
  const runbooks = createRunbooksStore({
    ...{ api, now, after },
    mayJudge: () => session.getState().may('runbooks.effect'),
  });
  const actions = createActionsStore({ api, save: saveFile });
  const reports = createReportsStore({
    ...{ api, now, save: saveFile },
    filter: () => wholeFilter(feed.getState().filter),
  });
  const sending = createSendingStore({ api });
  const behind = createBehindStore(api);
  const checkups = createCheckupsStore({
    api,
    onSigned: (report) =>
      void reports
        .getState()
        .show(report)
        .then(() => view.getState().go('reports')),
  });
  const map = createMapStore({ api, every });
  const bundles = createBundlesStore({
    ...{ api, newId: () => crypto.randomUUID(), save: saveSealed },
    say: workflow.getState().say,
  });
  const cases = createCasesStore({
    ...{ api, save: saveSealed, say: workflow.getState().say },
    verifyAgain: bundles.getState().verifyAgain,
  });
  const presence = createPresenceStore({
    ...{ api, every, window: crypto.randomUUID() },
    me: () => session.getState().session?.account ?? null,
    isSeen: () => document.visibilityState === 'visible',
  });
  const notices: NoticesStore = createNoticesStore({
    api,
    desktop: window.vigil === undefined ? createBrowserDesktop(after) : null,
    sound: createSound(),
    every,
    now,
    keep: browserSounds(localStorage),
    open: (id) => (id === null ? view.getState().go('feed') : openFinding(id)),
    leads: {
      sound: createLead('vigil.sound', navigator.locks, () => {}),
      desktop: createLead('vigil.desktop', navigator.locks, () => notices.getState().showAll()),
    },
  });
  return {
    api,
    view,
    session,
    accounts: createAccountsStore(api),
    link,
    lan: createLanStore(api),
    presence,
    desks,
    engine,
    doctor: createDoctorStore(api),
    updates: createUpdatesStore({ api, every }),
    enginePage: createEnginePageStore({ api, wall, every }),
    feed,
    views,
    finding,
    fleet,
    site: createSiteStore({ api, after, every }),
    settings,
    maintenance,
    runbooks,
    actions,
    indicators: createIndicatorsStore({
      api,
      zone: () => engine.getState().status?.timezone ?? 'UTC',
      keep: localStorage,
    }),
    behind,
    review: createReviewStore(api),
    offenders: createOffendersStore(api),
    ...{ reports, sending },
    checkups,
    keeping: createKeepingStore(api),
    rollout: createRolloutStore(api),
    trail: createTrailStore({ api, save: saveText }),
    bundles,
    cases,
    baselines,
    learning: createLearningStore({ api, after, onLearned }),
    notices,
    openFinding,
    workflow,
    desk,
    duty: createDutyStore({
      api,
      every,
      say: workflow.getState().say,
      onNoted: (id) => void (finding.getState().id === id && finding.getState().refresh()),
    }),
    imports: createImportStore({ api, newId: () => crypto.randomUUID(), after }),
    map,
    archive: createArchiveStore(api),
    whatIf: createWhatIfStore(api),
    connectors: createConnectorsStore({ api, every }),
    quarantine: createQuarantineStore({ api, save: saveText }),
    start() {
      const stops = [
        followCursor(feed, finding),
        followDesks(desks, feed),
        tellPresence(finding, presence),
        ...[
          engine,
          feed,
          views,
          finding,
          fleet,
          map,
          settings,
          maintenance,
          notices,
          desks,
          presence,
          ...[reports, sending],
          cases,
          checkups,
          behind,
        ].map((store) => store.getState().start()),
        api.on('actions.changed', () => void actions.getState().load()),
        whenSeen(() => notices.getState().seen()),
        warnOfUnsaved(window, () => Object.keys(settings.getState().drafts).length > 0),
        api.on('screen.show_finding', ({ finding_id }) => openFinding(finding_id)),
      ];
      return () => {
        for (const stop of stops) stop();
      };
    },
  };
}
