import type { BaselineLevel, BaselineProfile } from '#core/model/evidence.ts';
import { BASELINE_LEVELS } from '#core/model/evidence.ts';
import type { EpochMs } from '#core/model/time.ts';
import { HOUR, MINUTE } from '#core/model/time.ts';
import { metricOf } from '#renderer/ui/anomaly.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Card } from '#renderer/ui/card.tsx';
import { LearningMark } from '#renderer/ui/learning.tsx';
import { formatNumber, formatRange, formatSigned, scoreUnit } from '#renderer/ui/numbers.ts';
import { Said } from '#renderer/ui/said.tsx';
import { LocalTime } from '#renderer/ui/times.tsx';
import { anomalyWords as words } from '#renderer/words/anomaly.ts';
import { capital, metricWords } from '#renderer/words/codes.ts';
import { BandBar } from './band-bar.tsx';
import styles from './baseline-card.module.css';
import type { Detail } from './detail.ts';
import { explainedAt } from './explained-at.ts';
import { SameHour } from './same-hour.tsx';

const percent = (share: number): string => `${Math.round(share * 100)} %`;

type ProfileProps = { readonly profile: BaselineProfile; readonly zone: string };

/** What was surprising, by how much, against which limit. */
function Surprise({ profile, zone }: ProfileProps) {
  const { window, bucket, kind, score, threshold, sensitivity, sample_z } = profile;
  const [start, end] = [Date.parse(window.start), Date.parse(window.end)];
  const minutes = Math.round((end - start) / MINUTE);
  return (
    <p>
      <Said
        text={words.surprise[kind]}
        observed={<strong>{formatNumber(window.observed)}</strong>}
        start={<LocalTime at={start} zone={zone} style={{ zone: false }} />}
        end={<LocalTime at={end} zone={zone} on={start} />}
        minutes={minutes}
        expected={<strong>{formatNumber(window.expected)}</strong>}
        score={<strong>{`${formatSigned(score)} ${scoreUnit(profile)}`}</strong>}
        limit={formatNumber(threshold)}
        sensitivity={sensitivity}
      />
      {minutes > 15 &&
        ` ${words.newest(formatNumber(bucket.observed), formatRange(bucket.low, bucket.high))}`}
      {sample_z !== null && ` ${words.plain(formatSigned(sample_z))}`}
    </p>
  );
}

/** What the expectation leans on. */
function Grounds({ profile }: { readonly profile: BaselineProfile }) {
  const { samples, weeks, level, shares } = profile;
  const told = (each: BaselineLevel) => [percent(shares[each]), words.levels[each]] as const;
  const others = BASELINE_LEVELS.filter((each) => each !== level && shares[each] >= 0.005).toSorted(
    (a, b) => shares[b] - shares[a],
  );
  return (
    <p className={styles.grounds}>
      {words.grounds(samples, formatNumber(weeks), told(level), others.map(told))}
    </p>
  );
}

/** The newest capture that holds what was expected. */
const captureOf = ({ evidence }: Detail) =>
  evidence.findLast(({ evidence: { baseline_profile } }) => baseline_profile !== undefined);

/** A finding that was raised again so long after its evidence was frozen is about another hour. */
const AGAIN = 6 * HOUR;

/** The instant that the series is wanted of: the frozen bucket, or the newest raising where that came much later. */
function instantOf(detail: Detail, profile: BaselineProfile | undefined): EpochMs {
  const raised = explainedAt(detail);
  const frozen = profile === undefined ? raised : Date.parse(profile.bucket.start);
  return raised - frozen > AGAIN ? raised : frozen;
}

export type BaselineCardProps = {
  readonly detail: Detail;
  readonly zone: string;
  /** Absent where there is no more than what was frozen. */
  readonly onShowSeries?: (site: string, metric: string, at: number) => void;
};

/** For an anomaly: what its metric was expected to do, and how sure that is. */
export function BaselineCard({ detail, zone, onShowSeries }: BaselineCardProps) {
  const { site, finding_type } = detail.finding;
  const metric = metricOf(finding_type);
  const capture = captureOf(detail);
  const profile = capture?.evidence.baseline_profile;
  if (metric === null || site === null) return null;
  const at = instantOf(detail, profile);
  const series = onShowSeries !== undefined && (
    <Button
      hint={words.showSeriesHint}
      data-testid="show-series"
      onClick={() => onShowSeries(site, metric, at)}
    >
      {words.showSeries}
    </Button>
  );
  if (profile === undefined || capture === undefined)
    return (
      <Card title={words.titleUnknown(capital(metricWords(metric)))}>
        <div className={styles.stack}>
          <p className={styles.grounds}>{words.unknown}</p>
          {series}
        </div>
      </Card>
    );
  return (
    <Card
      title={words.title(capital(metricWords(metric)))}
      aside={
        <Said
          text={words.frozen}
          state={<LearningMark state={profile.state} />}
          at={<LocalTime at={capture.at} zone={zone} />}
        />
      }
    >
      <div className={styles.stack} data-testid="baseline-card">
        <Surprise profile={profile} zone={zone} />
        <BandBar profile={profile} zone={zone} />
        <SameHour profile={profile} zone={zone} />
        <Grounds profile={profile} />
        {series}
      </div>
    </Card>
  );
}
