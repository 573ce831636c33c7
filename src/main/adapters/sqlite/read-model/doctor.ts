import type { CountedType, JudgedType } from '#core/doctor/facts.ts';
import type { DoctorReads, LoadQuestion } from '#main/ports/doctor-reads.ts';
import { HOT } from '../events/hot.ts';
import type { Session } from '../statements.ts';
import { type Condition, visibleFindings } from './visibility.ts';

type Values = Condition['values'];

const NEWEST = `
  SELECT site_id, stream, max(ts) AS ts FROM (
    SELECT site_id, stream, ts FROM seen WHERE stream IN (SELECT value FROM json_each(@streams))
    UNION ALL
    SELECT site_id, stream, ts FROM ${HOT} WHERE stream IN (SELECT value FROM json_each(@streams))
  ) GROUP BY site_id, stream`;

const AMONG = '(@among IS NULL OR finding.site IN (SELECT value FROM json_each(@among)))';

const valuesOf = ({ sites, since }: LoadQuestion, visible: Condition): Values => ({
  ...visible.values,
  since,
  among: sites === null ? null : JSON.stringify(sites),
});

/** What only the doctor asks. */
export function createDoctorReads(session: Session): DoctorReads {
  const newest = session.prepare<[{ streams: string }], ReturnType<DoctorReads['newest']>[number]>(NEWEST);
  return {
    newest: (streams) => newest.all({ streams: JSON.stringify(streams) }),
    judged(scope, question) {
      const visible = visibleFindings(scope, 'finding');
      return session
        .prepare<[Values], JudgedType>(
          `SELECT finding_type, disposition, count(*) AS count FROM finding INDEXED BY finding_detected
           WHERE detected_at >= @since AND ${AMONG} AND ${visible.sql} GROUP BY finding_type, disposition`,
        )
        .all(valuesOf(question, visible));
    },
    alerts(scope, question) {
      const visible = visibleFindings(scope, 'finding');
      return session
        .prepare<[Values], CountedType>(
          `SELECT finding_type, count(*) AS count FROM alert INDEXED BY alert_created
           CROSS JOIN finding ON finding.id = alert.finding_id
           WHERE created_at >= @since AND ${AMONG} AND ${visible.sql} GROUP BY finding_type`,
        )
        .all(valuesOf(question, visible));
    },
  };
}
