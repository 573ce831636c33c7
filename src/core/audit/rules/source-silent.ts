import type { EpochMs } from '#core/model/time.ts';
import { MINUTE } from '#core/model/time.ts';
import type { SourceView } from '#core/telemetry/source-memory.ts';
import type { Breach, Rule } from '../rule.ts';
import { UNKNOWN } from '../rule.ts';
import { spanInWords } from '../words.ts';

const TYPE = 'SOURCE_SILENT';

/** Raised for a source and not for a site, by the judgement of all sources; hearing it again clears it. */
export const sourceSilent: Rule = {
  type: TYPE,
  category: () => 'DEVICE_HEALTH',
  cadence: 'HEARTBEAT',
  exempt: false,
  needs: [],
  owns: (findingType) => findingType === TYPE,
  evaluate: () => UNKNOWN,
};

/** The breach that a silent source makes; null while it is not silent. */
export function sourceSilentBreach(source: SourceView, now: EpochMs): Breach | null {
  const { code, silent_since, heard_at, limit, usual_gap, sites } = source;
  if (silent_since === null || limit === null || usual_gap === null) return null;
  const silence = now - heard_at;
  return {
    finding_type: TYPE,
    subject: `source:${code}`,
    severity: 'HIGH',
    condition_started_at: silent_since,
    title: `Source ${code} silent`,
    message: `Nothing from any of its ${sites} sites`,
    explanation: {
      rule: TYPE,
      text: `${code} has delivered nothing for any of its ${sites} sites for ${spanInWords(silence)}; ${spanInWords(limit)} are allowed. 99 of 100 of its pauses are at most ${inMinutes(usual_gap)} min. What only it could show of these sites is unknown since then.`,
      values: [
        { name: 'silence', value: Math.floor(silence / MINUTE), unit: 'min', limit: inMinutes(limit) },
        { name: 'usual pause, p99', value: inMinutes(usual_gap), unit: 'min' },
        { name: 'sites', value: sites },
      ],
      since: heard_at,
      clears_when: `Any event from ${code}.`,
    },
  };
}

/** The breach of a source that was found silent before: a trial takes it as it was found then. */
export const toldSilentBreach = (code: string, at: EpochMs): Breach => ({
  finding_type: TYPE,
  subject: `source:${code}`,
  severity: 'HIGH',
  condition_started_at: at,
  title: `Source ${code} silent`,
  message: 'Nothing from any of its sites',
  explanation: {
    rule: TYPE,
    text: `${code} was found silent.`,
    values: [],
    since: at,
    clears_when: `Any event from ${code}.`,
  },
});

const inMinutes = (span: EpochMs): number => Math.round(span / (MINUTE / 10)) / 10;
