import type { Answer } from '#contract/index.ts';
import { contentOf } from '#core/actions/content.ts';
import type { Delivery } from '#core/actions/delivery.ts';
import type { Fleet } from '#core/config/fleet.ts';
import type { ReadModel } from '#main/ports/read-model.ts';
import type { StoredAction } from '#main/ports/store.ts';
import type { Clock } from '#main/ports/time.ts';
import { toContentDto } from '../actions/content-dto.ts';
import { factsOf } from '../actions/facts.ts';
import { hindranceOf } from '../actions/hindrance.ts';
import { NO_SECRETS } from '../actions/no-secrets.ts';
import { readRails } from '../actions/rails.ts';
import { type QueryHandlers, Refused } from '../handlers.ts';

type Names = 'actions.list' | 'actions.preview' | 'deliveries.list' | 'deliveries.attachment';
/** A message gets its key when it is asked for. */
const KEY_TO_COME = '(made when it is asked for)';

/** What Vigil may do outside of itself, what an action would send, and what became of messages. */
export function createActionQueries(
  readModel: ReadModel,
  fleet: () => Fleet,
  clock: Clock,
): Pick<QueryHandlers, Names> {
  const actions = () => readModel.actions().filter(({ removed_at }) => removed_at === null);
  return {
    'actions.list': (_, { scope }) => {
      const runbooks = readModel.runbooks.all();
      const rails = readRails(readModel.state);
      return {
        actions: actions().map(({ sealed, removed_at: _, ...action }) => ({
          ...action,
          means: scope === 'all' ? toMeans(action.means) : null,
          has_secret: sealed !== null,
          used_by: runbooks.flatMap(({ finding_type, auto_actions }) =>
            auto_actions.includes(action.name) ? [finding_type] : [],
          ),
        })),
        rails: { ...rails, allowed: scope === 'all' ? [...rails.allowed] : [] },
        no_secrets: readModel.state(NO_SECRETS) || null,
      };
    },
    'actions.preview': ({ finding: id, action: name }, { scope }) => {
      const finding = readModel.findings.get(scope, id)?.finding;
      if (finding === undefined) throw new Refused('not-found', 'No such finding.');
      const action = actions().find((each) => each.name === name);
      if (action === undefined) throw new Refused('not-found', `There is no action ${name}.`);
      const site = finding.site === null ? null : (fleet().byCode.get(finding.site) ?? null);
      const { runbook } = finding;
      const title = runbook && readModel.runbooks.get(runbook.finding_type, runbook.version)?.title;
      const of = (kind: 'TRIGGER' | 'RESOLVE') =>
        contentOf(action, kind, factsOf(finding, site, title ?? '', { kind, key: KEY_TO_COME }));
      const content = of('TRIGGER');
      if (content === null) throw new Refused('conflict', `${action.title} says nothing about this.`);
      return {
        content: toContentDto(content),
        hindrance: hindranceOf(action, readModel.state),
        tells_end: of('RESOLVE') !== null,
      };
    },
    'deliveries.attachment': ({ id, sha256 }, { scope }) => {
      const bytes = readModel.attachment(scope, id, sha256);
      if (bytes === null) throw new Refused('not-found', 'There is no such file of a message.');
      return { bytes: Buffer.from(bytes).toString('base64') };
    },
    'deliveries.list': ({ list, finding, report, limit }, { scope }) => {
      const question = { list: list ?? null, finding: finding ?? null, report: report ?? null, limit };
      const { deliveries, counts } = readModel.deliveries(scope, question);
      return {
        at: clock.now(),
        deliveries: deliveries.map((delivery) => ({
          ...delivery,
          content: toContentDto(delivery.content),
          authors: [...delivery.authors],
          settled: [...delivery.settled],
          approval: toApproval(delivery.approval),
        })),
        counts,
      };
    },
  };
}

type Listed = Answer<'deliveries.list'>['deliveries'][number];

const toApproval = (approval: Delivery['approval']): Listed['approval'] => {
  if (approval === null) return null;
  const { hash: _, ...rest } = approval;
  return rest;
};

const toMeans = (means: StoredAction['means']): Answer<'actions.list'>['actions'][number]['means'] =>
  means.kind === 'MAIL'
    ? { ...means, to: [...means.to] }
    : { ...means, headers: means.headers.map((header) => ({ ...header })) };
