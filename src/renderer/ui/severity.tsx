import type { FindingCondition, FindingSeverity, FindingStatus } from '#core/model/finding.ts';
import { SEVERITY_WORD } from '#renderer/words/codes.ts';
import styles from './severity.module.css';

/** How a finding stands, as far as its glyph tells it. */
export type GlyphState = 'new' | 'seen' | 'cleared' | 'shelved' | 'done';

type Standing = {
  readonly status: FindingStatus;
  readonly condition: FindingCondition;
  readonly shelved: boolean;
};

/** The glyph's state: shelved wins over cleared, cleared over seen. */
export function glyphState({ status, condition, shelved }: Standing): GlyphState {
  if (status === 'RESOLVED') return 'done';
  if (shelved) return 'shelved';
  if (condition === 'CLEARED') return 'cleared';
  return status === 'ACKNOWLEDGED' ? 'seen' : 'new';
}

const OUTLINE: Record<FindingSeverity, string> = {
  CRITICAL: 'M7 1l6 6-6 6-6-6z',
  HIGH: 'M7 1.5L13.2 12.5H.8z',
  MEDIUM: 'M1.5 1.5h11v11h-11z',
  LOW: 'M7 1a6 6 0 1 0 0 12A6 6 0 1 0 7 1z',
};

export type SeverityGlyphProps = {
  readonly severity: FindingSeverity;
  readonly state?: GlyphState;
  /** Edge length in px. */
  readonly size?: number;
};

/** Severity as a shape: filled while new, outlined once seen, with a dot when cleared, grey with a clock when shelved. */
export function SeverityGlyph({ severity, state = 'new', size = 14 }: SeverityGlyphProps) {
  const shape = state === 'shelved' ? 'M7 1a6 6 0 1 0 0 12A6 6 0 1 0 7 1z' : OUTLINE[severity];
  const blinks = severity === 'CRITICAL' && state === 'new';
  const quiet = state === 'shelved' || state === 'done';
  return (
    <svg
      className={[styles.glyph, quiet ? styles.quiet : styles[severity], blinks && styles.blinks]
        .filter(Boolean)
        .join(' ')}
      width={size}
      height={size}
      viewBox="0 0 14 14"
      role="img"
      aria-label={SEVERITY_WORD[severity]}
    >
      <title>{severity}</title>
      <path
        d={shape}
        fill={state === 'new' ? 'currentColor' : 'none'}
        stroke="currentColor"
        strokeWidth="1.6"
        strokeLinejoin="round"
      />
      {state === 'cleared' && (
        <circle cx="7" cy={severity === 'HIGH' ? 8.6 : 7} r="1.8" fill="currentColor" />
      )}
      {state === 'shelved' && (
        <path d="M7 4v3.3l2.2 1.3" fill="none" stroke="currentColor" strokeWidth="1.4" />
      )}
    </svg>
  );
}
