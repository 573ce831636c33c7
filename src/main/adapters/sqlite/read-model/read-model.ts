import { STREAM } from '#core/model/event.ts';
import type { ReadModel } from '#main/ports/read-model.ts';
import { createActionReads } from '../actions.ts';
import { createCaseRepo } from '../cases.ts';
import { createCheckupRepo } from '../checkups.ts';
import { createActivity } from '../events/reads.ts';
import { createDropRepo, createKeyRepo } from '../gates.ts';
import { createNotedReads } from '../noted.ts';
import { createPeopleReads } from '../people.ts';
import { createReviewReads } from '../reviews.ts';
import { createRolloutRepo } from '../rollout.ts';
import { createRunbookHistory, createRunbookRepo } from '../runbooks.ts';
import { createScheduleRepo } from '../schedule.ts';
import { createSitePlanRepo } from '../site-plans.ts';
import { createState } from '../state.ts';
import type { Session } from '../statements.ts';
import { createTrailRepo } from '../trail.ts';
import { createViewRepo } from '../views.ts';
import { createBaselines } from './baselines.ts';
import { createAttachments, createDeliveryReads } from './deliveries.ts';
import { createSiteDocuments, findRelated, listColleagues } from './desk.ts';
import { createDirectory } from './directory.ts';
import { createDoctorReads } from './doctor.ts';
import { createEngineFacts } from './engine-facts.ts';
import { exportFindings, findDetail } from './finding-details.ts';
import { groupBySite } from './finding-groups.ts';
import { countBy, countStandings, countWaiting, findPage, findRows } from './finding-pages.ts';
import { createAuditedSites, createLastRounds, createSiteTallies } from './fleet-numbers.ts';
import { createIndicators } from './indicators.ts';
import { checkIntegrity } from './integrity.ts';
import { createDetailsDue, createKeepingDue, createPurgedUntil } from './keeping-due.ts';
import { countAlerts, listAlerts, listSources, listSuppressed } from './lists.ts';
import { countOpenBySite, findOpenAlarms } from './open-alarms.ts';
import { createPositions } from './positions.ts';
import { createProfile } from './profile.ts';
import { countQuarantine, groupQuarantine, listQuarantine } from './quarantine.ts';
import { createReportReads } from './reports.ts';
import { findRunbookUses } from './runbooks.ts';
import { createSiteFacts } from './site-facts.ts';
import { createSiteSources } from './site-sources.ts';
import { createTrailChecks, findTrailPage } from './trail.ts';

/** Who came, left or checked in. */
const DUTY_STREAMS = [STREAM.attendance, STREAM.check_in] as const;

/**
 * Everything that screens and the command line read. Works on any session of a migrated file: the reader's own, or the
 * engine's, which asks it for the rows that it pushes. Answers that need several statements come from one snapshot.
 */
export function createReadModel(session: Session): ReadModel {
  const directory = createDirectory(session);
  const { snapshot } = session;
  const trail = createTrailRepo(session);
  const activity = createActivity(session);
  const [keepingDue, detailsDue] = [createKeepingDue(session), createDetailsDue(session)];
  const siteTallies = createSiteTallies(session);
  const profile = createProfile(session);
  const siteFacts = createSiteFacts(session, profile.pools);
  const engineFacts = createEngineFacts(session);
  const runbooks = createRunbookRepo(session);
  const deliveries = createDeliveryReads(session);
  const attachment = createAttachments(session);
  const reports = createReportReads(session, directory);
  return {
    findings: {
      page: (question) => snapshot(() => findPage(session, directory, question)),
      rows: (scope, ids) => findRows(session, directory, scope, ids),
      counts: (question) => countStandings(session, directory, question),
      waiting: (scope) => countWaiting(session, scope),
      groups: (question) => snapshot(() => groupBySite(session, directory, question)),
      countBy: (question) => countBy(session, directory, question),
      get: (scope, id) => snapshot(() => findDetail(session, directory, scope, id)),
      related: (scope, question) => snapshot(() => findRelated(session, directory, scope, question)),
      export: (question) => snapshot(() => exportFindings(session, directory, question)),
    },
    actions: createActionReads(session).all,
    deliveries: (...asked) => snapshot(() => deliveries(...asked)),
    attachment: (...asked) => snapshot(() => attachment(...asked)),
    alerts: (scope, question) => listAlerts(session, scope, question),
    openAlarms: (scope) => snapshot(() => findOpenAlarms(session, scope)),
    openBySite: (scope) => countOpenBySite(session, scope),
    alertsSince: (scope, since) => countAlerts(session, scope, since),
    suppressed: (scope, activeAt) => listSuppressed(session, scope, activeAt),
    quarantine: (scope, choice, page) => listQuarantine(session, scope, choice, page),
    quarantineGroups: (scope) => snapshot(() => groupQuarantine(session, scope)),
    quarantined: (scope) => countQuarantine(session, scope),
    sources: (scope) => listSources(session, scope),
    keepingDue: (...asked) => snapshot(() => keepingDue(...asked)),
    purgedUntil: createPurgedUntil(session),
    detailsDue: (...asked) => snapshot(() => detailsDue(...asked)),
    siteTallies: () => snapshot(siteTallies),
    siteSources: createSiteSources(session),
    due: createScheduleRepo(session).due,
    keys: createKeyRepo(session).all,
    drops: createDropRepo(session).newest,
    auditedSites: createAuditedSites(session),
    lastRounds: createLastRounds(session),
    profile,
    siteFacts: (...asked) => snapshot(() => siteFacts(...asked)),
    engineFacts: (...asked) => snapshot(() => engineFacts(...asked)),
    doctor: createDoctorReads(session),
    baselines: createBaselines(session),
    sitePlan: createSitePlanRepo(session).get,
    positions: createPositions(session),
    desk: {
      colleagues: (scope, since) => listColleagues(session, scope, since),
      documents: createSiteDocuments(session),
      duty: (siteId, from, to) => activity([siteId], DUTY_STREAMS, from, to),
    },
    noted: createNotedReads(session),
    activity: createActivity(session),
    runbooks: {
      all: runbooks.all,
      get: runbooks.get,
      retired: runbooks.retired,
      comparisons: runbooks.comparisons,
      compared: runbooks.compared,
      history: createRunbookHistory(session),
      uses: (...asked) => snapshot(() => findRunbookUses(session, ...asked)),
    },
    reviews: createReviewReads(session),
    trailPage: (...asked) => snapshot(() => findTrailPage(session, ...asked)),
    cases: createCaseRepo(session),
    reports: {
      ...reports,
      resolved: (question) => snapshot(() => reports.resolved(question)),
      noted: (question) => snapshot(() => reports.noted(question)),
    },
    rollout: createRolloutRepo(session).steps,
    checkups: createCheckupRepo(session),
    ...createTrailChecks(session),
    indicators: createIndicators(session),
    views: createViewRepo(session).all,
    people: createPeopleReads(session),
    state: createState(session).get,
    integrity: () => snapshot(() => checkIntegrity(session, trail.verify)),
  };
}
