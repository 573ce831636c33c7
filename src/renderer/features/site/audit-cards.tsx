import { Card } from '#renderer/ui/card.tsx';
import { useNow } from '#renderer/ui/clock.tsx';
import { LearningMark } from '#renderer/ui/learning.tsx';
import { NamedTable } from '#renderer/ui/named-table.tsx';
import { SeverityGlyph } from '#renderer/ui/severity.tsx';
import { Age, LocalTime } from '#renderer/ui/times.tsx';
import { capital, inWords, metricWords, scopeWords } from '#renderer/words/codes.ts';
import { CADENCE_WORD } from '#renderer/words/fleet.ts';
import { LOCALE } from '#renderer/words/measures.ts';
import { AUDITS, COUNTS, DISPOSITION, everyText, LEARNED, SETTINGS } from '#renderer/words/site.ts';
import { settingLines } from './settings-lines.ts';
import { falseShare } from './shares.ts';
import styles from './site.module.css';
import type { Page } from './site-store.ts';

type PageProps = { readonly page: Page };
const LATE_AFTER = 60_000;

function NextSlot({ at, zone }: { readonly at: number | null; readonly zone: string }) {
  const now = useNow(5_000);
  if (at === null) return AUDITS.none;
  return (
    <span className={now - at > LATE_AFTER ? styles.late : undefined}>
      <LocalTime at={at} zone={zone} style={{ zone: false }} />
    </span>
  );
}

/** What the audits of each cadence did here. */
export function AuditsCard({ page: { cadences, site } }: PageProps) {
  const { head } = AUDITS;
  return (
    <Card title={AUDITS.title} aside={AUDITS.note}>
      <NamedTable
        label={AUDITS.title}
        heads={[head.cadence, head.every, head.runs, head.last, head.next, head.rounds, head.p50, head.p95]}
        numbers={[2, 5, 6, 7]}
        rows={cadences.map((each) => ({
          key: each.cadence,
          cells: [
            capital(CADENCE_WORD[each.cadence]),
            each.runs_here ? everyText(each.period_ms) : AUDITS.notHere,
            each.runs.toLocaleString(LOCALE),
            each.last_at === null ? AUDITS.never : <Age key="last" at={each.last_at} zone={site.timezone} />,
            <NextSlot key="next" at={each.next_slot} zone={site.timezone} />,
            each.rounds.toLocaleString(LOCALE),
            each.p50_ms === null ? AUDITS.unknown : AUDITS.ms(each.p50_ms),
            each.p95_ms === null ? AUDITS.unknown : AUDITS.ms(each.p95_ms),
          ],
        }))}
      />
    </Card>
  );
}

function Quality({ page: { dispositions } }: PageProps) {
  const share = falseShare(dispositions);
  return (
    <p className={styles.note}>
      <strong>{COUNTS.quality}</strong>{' '}
      {dispositions.length === 0
        ? COUNTS.noneResolved
        : dispositions.map(({ disposition, count }) => `${count} ${DISPOSITION[disposition]}`).join(', ')}
      {share !== null && ` · ${COUNTS.falseShare(share.share, share.n)}`}
    </p>
  );
}

/** What was found here, by type and time, and how it ended. */
export function CountsCard({ page }: PageProps) {
  const { types, alerts, suppressed, site } = page;
  const { head } = COUNTS;
  const recent = types.filter((type) => type.open > 0 || type.last_30_days > 0);
  const rows = [
    ...recent.map((type) => ({
      key: type.finding_type,
      cells: [
        <span key="type" className={styles.glyphed}>
          <SeverityGlyph severity={type.worst} state={type.open > 0 ? 'seen' : 'done'} />
          {inWords(type.finding_type)}
        </span>,
        type.open,
        type.last_7_days,
        type.last_30_days,
      ],
    })),
    { key: 'alerts', cells: [COUNTS.alerts, '', alerts.last_7_days, alerts.last_30_days] },
    {
      key: 'suppressed',
      cells: [COUNTS.suppressed, site.suppressed, suppressed.last_7_days, suppressed.last_30_days],
    },
  ];
  return (
    <Card title={COUNTS.title} aside={COUNTS.note(site.total_findings)}>
      {site.total_findings === 0 && <p className={styles.note}>{COUNTS.none}</p>}
      <NamedTable
        label={COUNTS.title}
        heads={[head.type, head.open, head.week, head.month]}
        numbers={[1, 2, 3]}
        rows={rows}
      />
      <Quality page={page} />
    </Card>
  );
}

/** How well it is known what is normal here. */
export function LearnedCard({ page: { baselines, site } }: PageProps) {
  const { head } = LEARNED;
  return (
    <Card title={LEARNED.title} aside={LEARNED.stable(site.stable_pct)}>
      <NamedTable
        label={LEARNED.title}
        heads={[head.metric, head.state, head.stable, head.judged]}
        numbers={[2]}
        rows={baselines.map((metric) => ({
          key: metric.metric,
          cells: [
            capital(metricWords(metric.metric)),
            <LearningMark key="state" state={metric.state} />,
            LEARNED.cells(metric.stable_cells, metric.total_cells),
            metric.not_judged ?? LEARNED.judged,
          ],
        }))}
      />
    </Card>
  );
}

/** Every setting that holds here, and who set it. */
export function SettingsCard({ page: { audit, site } }: PageProps) {
  const { head } = SETTINGS;
  const codes = { DEFAULT: 'DEFAULT', TENANT: site.tenant, CLIENT: site.client, SITE: site.code };
  return (
    <Card title={SETTINGS.title} aside={SETTINGS.note}>
      <NamedTable
        label={SETTINGS.title}
        heads={[head.setting, head.value, head.scope]}
        rows={settingLines(audit).map(({ name, value, scope }) => ({
          key: name,
          cells: [
            name,
            value,
            <span key="scope" className={scope === 'DEFAULT' ? styles.faint : undefined}>
              {scopeWords(scope === 'DEFAULT' ? scope : `${scope} ${codes[scope]}`)}
            </span>,
          ],
        }))}
      />
    </Card>
  );
}
