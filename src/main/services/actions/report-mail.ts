import { createHash } from 'node:crypto';
import type { Parsed } from '#contract/index.ts';
import { type Attachment, type Content, contentHash, reportContent } from '#core/actions/content.ts';
import { type Delivery, request } from '#core/actions/delivery.ts';
import type { WholeReport } from '#core/model/kept-report.ts';
import { mailFileName, mailSubject, mailText } from '#core/report/mail-words.ts';
import { coversScope, signedDocument, standingOf } from '#core/report/signing.ts';
import type { MailFile } from '#main/ports/outgoing.ts';
import type { PrintReport } from '#main/ports/print-report.ts';
import type { RandomId } from '#main/ports/random.ts';
import type { Store, StoredAction } from '#main/ports/store.ts';
import type { EngineContext } from '../engine/context.ts';
import { type Caller, type CommandHandlers, Refused } from '../handlers.ts';
import { forgeryOf } from '../reports/forgery.ts';
import { toContentDto } from './content-dto.ts';
import type { ActionDesk } from './desk.ts';
import { hindranceOf } from './hindrance.ts';

type Names = 'deliveries.preview_report' | 'deliveries.request_report';
type Asked = Parsed<'deliveries.preview_report'>;

export type ReportMailParts = {
  readonly context: EngineContext;
  readonly desk: ActionDesk;
  readonly randomId: RandomId;
  /** absent: this engine sets no report in type. */
  readonly print: PrintReport | undefined;
  /** Of the installation. */
  readonly timezone: string;
  readonly onMoved: () => void;
};

/** What servers take in common; base64 makes a third more of it. */
const MOST_BYTES = 7 * 1024 * 1024;
const MEDIA = { pdf: 'application/pdf', html: 'text/html' } as const;

type Prepared = {
  readonly action: StoredAction;
  readonly content: Content;
  readonly files: readonly { readonly sha256: string; readonly bytes: Uint8Array }[];
};

/** Sends what was released to its client: a mail that somebody else approves, with exactly the bytes that were looked at. */
export function createReportMail(parts: ReportMailParts): Pick<CommandHandlers, Names> {
  const { context, desk, randomId, print, timezone, onMoved } = parts;
  const { store, clock, emit } = context.world;

  async function prepare(asked: Asked, caller: Caller): Promise<Prepared> {
    const { report: id, action: name, formats } = asked;
    const report = visibleReport(store, id, caller);
    if (report === null) throw new Refused('not-found', `There is no report ${id}.`);
    const why = whyNotSent(store, report);
    if (why !== null) throw new Refused('conflict', why);
    const action = desk.action(name);
    if (action === null) throw new Refused('not-found', `There is no action ${name}.`);
    if (action.means.kind !== 'MAIL')
      throw new Refused('bad-request', `action: found ${action.title}, expected one that sends mail.`);
    if (print === undefined)
      throw new Refused('unavailable', 'Only the running program sets a report in type: ask there.');
    const document = signedDocument(report.document, report, timezone);
    const printed: { readonly attachment: Attachment; readonly bytes: Uint8Array }[] = [];
    for (const format of new Set(formats)) {
      const bytes = await print(document, format);
      const about = { name: mailFileName(report, format), media_type: MEDIA[format] };
      printed.push({ attachment: { ...about, size: bytes.byteLength, sha256: sha256Of(bytes) }, bytes });
    }
    const size = printed.reduce((sum, { bytes }) => sum + bytes.byteLength, 0);
    if (size > MOST_BYTES)
      throw new Refused('conflict', `The files have ${size} bytes: a mail carries ${MOST_BYTES} at most.`);
    const to = asked.to ?? recipientsBefore(store, id, action);
    const attachments = printed.map(({ attachment }) => attachment);
    const content = reportContent(action, {
      ...{ to, subject: mailSubject(report), text: mailText(report), attachments },
    });
    if (content === null) throw new Error('a mail action says nothing');
    return {
      action,
      content,
      files: printed.map(({ attachment, bytes }) => ({ sha256: attachment.sha256, bytes })),
    };
  }

  return {
    async 'deliveries.preview_report'(asked, caller) {
      const { action, content } = await prepare(asked, caller);
      return { content: toContentDto(content), hindrance: hindranceOf(action, store.state.get) };
    },
    async 'deliveries.request_report'({ reason, ...asked }, caller) {
      const { action, content, files } = await prepare(asked, caller);
      if (!action.on) throw new Refused('conflict', `${action.title} is off.`);
      if (content.kind === 'MAIL' && content.to.length === 0)
        throw new Refused('bad-request', 'to: found nothing, expected the addresses of the client.');
      const id = randomId();
      const of = { finding_id: null, report_id: asked.report, site: null, kind: 'REPORT' } as const;
      const hash = contentHash(action, content);
      const about = { id, action: action.name, ...of, content, hash, reason };
      const message = request(about, { by: caller.actor.name, at: clock.now() });
      store.transaction(() => {
        for (const { sha256, bytes } of files) store.deliveries.attach(sha256, bytes);
        desk.save(message, caller.actor);
      });
      emit('actions.changed', {});
      onMoved();
      return { id };
    },
  };
}

/** A kept report, as far as somebody may see it. */
export function visibleReport(
  store: Pick<Store, 'reports'>,
  id: string,
  { scope }: Caller,
): WholeReport | null {
  const report = store.reports.get(id);
  return report === null || !coversScope(scope, report.scope) ? null : report;
}

/** Why a report does not go to a client, in words; null: nothing is against it. */
function whyNotSent(store: Pick<Store, 'trail'>, report: WholeReport): string | null {
  if (report.kind !== 'scorecard' && report.kind !== 'dashboard')
    return 'Only a scorecard or a dashboard goes to a client.';
  if (standingOf(report) !== 'SIGNED')
    return 'It was not released: a supervisor who did not make it does that.';
  const forgery = forgeryOf(report, store.trail.of('report', report.id));
  return forgery === null ? null : `It is not as it was kept: ${forgery}`;
}

/** Why a message may not carry its report any more, in words; null: nothing is against it, or it carries none. */
export function whyNotCarried(
  store: Pick<Store, 'reports' | 'trail'>,
  { report_id }: Pick<Delivery, 'report_id'>,
): string | null {
  if (report_id === null) return null;
  const report = store.reports.get(report_id);
  return report === null ? 'The report is not there any more.' : whyNotSent(store, report);
}

/** What a message carries, exactly as it was approved; null: that is not there. */
export function filesOf(
  deliveries: Pick<Store['deliveries'], 'attached'>,
  content: Content,
): readonly MailFile[] | null {
  const files: MailFile[] = [];
  for (const { name, media_type, sha256 } of (content.kind === 'MAIL' ? content.attachments : null) ?? []) {
    const bytes = deliveries.attached(sha256);
    if (bytes === null || sha256Of(bytes) !== sha256) return null;
    files.push({ name, media_type, bytes });
  }
  return files;
}

/** Whom the newest report about the same went to, or to whom the action always goes. */
function recipientsBefore({ deliveries }: Store, report: string, { means }: StoredAction): readonly string[] {
  const last = deliveries.lastLike(report)?.content;
  if (last?.kind === 'MAIL') return last.to;
  return means.kind === 'MAIL' ? means.to.filter((address) => !address.includes('{{')) : [];
}

const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
