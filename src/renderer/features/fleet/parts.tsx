import type { Cadence } from '#core/model/audit-config.ts';
import { MINUTE, SECOND } from '#core/model/time.ts';
import { useNow } from '#renderer/ui/clock.tsx';
import { SeverityGlyph } from '#renderer/ui/severity.tsx';
import { formatAge, formatClock, formatInstant } from '#renderer/ui/time.ts';
import { SEVERITY_WORD } from '#renderer/words/codes.ts';
import { CADENCE_LETTER, CADENCE_WORD, FLEET_WORDS, PHASE_WORD } from '#renderer/words/fleet.ts';
import styles from './fleet.module.css';
import type { Site } from './fleet-order.ts';
import { isLate } from './fleet-order.ts';

type SiteProps = { readonly site: Site };
/** Ages of audits are in minutes: to tick every second would only draw the same again. */
const AGE_STEP = 5 * SECOND;

/** The worst open severity as shape and word; quiet grey where nothing is open. */
export function Worst({ site }: SiteProps) {
  if (site.worst === null) return <span className={styles.faint}>{FLEET_WORDS.quiet}</span>;
  return (
    <span className={styles.worstWord}>
      <SeverityGlyph severity={site.worst} state="seen" /> {SEVERITY_WORD[site.worst]}
    </span>
  );
}

/** What audits do there now, and until when maintenance lasts. */
export function Phase({ site }: SiteProps) {
  const now = useNow(MINUTE);
  const { phase, phase_until, timezone } = site;
  const until =
    phase_until === null ? '' : FLEET_WORDS.until(formatClock(phase_until, timezone, now, { zone: false }));
  const title =
    phase_until === null ? undefined : FLEET_WORDS.untilTitle(formatInstant(phase_until, timezone));
  return (
    <span className={phase === 'AUDITED' ? styles.faint : undefined} title={title}>
      {PHASE_WORD[phase]}
      {until}
    </span>
  );
}

/** Age of the last audit of one cadence; the tooltip says when it was and when the next is due. */
export function LastAudit({
  site,
  cadence,
  letter = false,
}: SiteProps & { readonly cadence: Cadence; readonly letter?: boolean }) {
  const now = useNow(AGE_STEP);
  const last = site.last_audit_at[cadence];
  const next = site.next_slot[cadence];
  if (letter && next === null && last === null) return null;
  const title = [
    CADENCE_WORD[cadence],
    last === null ? FLEET_WORDS.neverAudited : FLEET_WORDS.lastAudit(formatInstant(last, site.timezone)),
    next === null ? FLEET_WORDS.noNextAudit : FLEET_WORDS.nextAudit(formatClock(next, site.timezone, now)),
  ].join('; ');
  const late = isLate(site, cadence, now);
  return (
    <span className={late ? styles.late : undefined} title={title}>
      {letter && <span className={styles.letter}>{CADENCE_LETTER[cadence]} </span>}
      {last === null ? FLEET_WORDS.never : formatAge(now - last)}
      {late ? ` ${FLEET_WORDS.late}` : ''}
    </span>
  );
}

/** Whether what the site sends is heard; names the sources that are silent, and since when. */
export function SourceHealth({ site, short = false }: SiteProps & { readonly short?: boolean }) {
  const now = useNow(MINUTE);
  const { source_health, silent_sources, silent_since, timezone } = site;
  if (source_health !== 'SILENT' || silent_since === null) {
    const words = short ? FLEET_WORDS.sourceShort : FLEET_WORDS.sourceWord;
    return (
      <span className={source_health === 'NEVER' ? undefined : styles.faint}>{words[source_health]}</span>
    );
  }
  const codes = silent_sources.join(', ');
  return (
    <span
      className={styles.silent}
      title={FLEET_WORDS.silentTitle(codes, formatInstant(silent_since, timezone))}
    >
      <span aria-hidden="true">▲ </span>
      {short
        ? `${FLEET_WORDS.sourceShort.SILENT} ${formatAge(now - silent_since)}`
        : FLEET_WORDS.silentSince(codes, formatClock(silent_since, timezone, now, { zone: false }))}
    </span>
  );
}
