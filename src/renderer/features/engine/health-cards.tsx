import type { Answer } from '#contract/index.ts';
import { Card } from '#renderer/ui/card.tsx';
import { Facts } from '#renderer/ui/facts.tsx';
import { NamedTable } from '#renderer/ui/named-table.tsx';
import { formatAge } from '#renderer/ui/time.ts';
import { Age, LocalTime } from '#renderer/ui/times.tsx';
import { capital, inWords } from '#renderer/words/codes.ts';
import { ENGINE_PAGE, INTAKE, PROGRAM, RULES, SCREEN, STATE, UPKEEP } from '#renderer/words/engine-page.ts';
import styles from './engine-page.module.css';
import type { Timing } from './engine-page-store.ts';
import { Ago, bytes, number } from './values.tsx';

type Page = Answer<'engine.page'>;
type Status = Answer<'engine.status'>;
type Shell = Answer<'shell.facts'>;
type PageProps = { readonly page: Page; readonly zone: string };
type Rule = Page['rules'][number];
const byNeed = (a: Rule, b: Rule): number =>
  b.failures - a.failures || (b.last_failure?.at ?? 0) - (a.last_failure?.at ?? 0);

function RuleState({ rule }: { readonly rule: Rule }) {
  if (rule.failures > 0) return <span className={styles.late}>{RULES.bad}</span>;
  return <span className={styles.faint}>{rule.last_failure === null ? RULES.well : RULES.before}</span>;
}

/** Every rule with what became of it: a rule that throws stops nothing else, and must be seen. */
export function RulesCard({ page: { rules }, zone }: PageProps) {
  const { head } = RULES;
  const failed = rules.filter(({ failures }) => failures > 0).length;
  return (
    <Card title={RULES.title} aside={failed === 0 ? RULES.allWell(rules.length) : RULES.failed(failed)}>
      <NamedTable
        label={RULES.title}
        heads={[head.rule, head.cadence, head.state, head.failures, head.last]}
        numbers={[3]}
        rows={rules.toSorted(byNeed).map((rule) => ({
          key: rule.rule,
          cells: [
            capital(inWords(rule.rule)),
            RULES.cadence[rule.cadence],
            <RuleState key="state" rule={rule} />,
            number(rule.failures),
            rule.last_failure === null ? (
              <span key="last" className={styles.faint}>
                {ENGINE_PAGE.never}
              </span>
            ) : (
              <span key="last">
                <Ago at={rule.last_failure.at} zone={zone} />{' '}
                {RULES.at(rule.last_failure.site, rule.last_failure.message)}
              </span>
            ),
          ],
        }))}
      />
    </Card>
  );
}

/** What comes in from each source, and what could not be taken in. */
export function IntakeCard({ page: { sources, quarantine }, zone }: PageProps) {
  const { head } = INTAKE;
  return (
    <Card title={INTAKE.title}>
      {sources.length === 0 && <p className={styles.note}>{INTAKE.none}</p>}
      {sources.length > 0 && (
        <NamedTable
          label={INTAKE.title}
          heads={[head.source, head.health, head.events, head.sites, head.last, head.received, head.lag]}
          numbers={[2, 3]}
          rows={sources.map((source) => ({
            key: `${source.tenant} ${source.code}`,
            cells: [
              <span key="code" className="mono">
                {source.code}
              </span>,
              <span key="health" className={source.health === 'SILENT' ? styles.late : undefined}>
                {INTAKE.health[source.health]}
              </span>,
              number(source.events),
              number(source.sites),
              <Ago key="last" at={source.last_event_at} zone={zone} />,
              <Ago key="received" at={source.last_received_at} zone={zone} />,
              source.lag_ms === null ? ENGINE_PAGE.unknown : formatAge(source.lag_ms),
            ],
          }))}
        />
      )}
      <p className={styles.note}>
        <strong>{INTAKE.quarantine}</strong>{' '}
        {quarantine.length === 0
          ? INTAKE.noQuarantine
          : quarantine
              .map(({ reason, total, last_24_h }) =>
                INTAKE.quarantined(INTAKE.reason[reason], total, last_24_h),
              )
              .join(', ')}
      </p>
    </Card>
  );
}

/** The daily, weekly and monthly jobs. */
export function UpkeepCard({ page: { upkeep }, zone }: PageProps) {
  const { head } = UPKEEP;
  return (
    <Card title={UPKEEP.title}>
      {upkeep.length === 0 && <p className={styles.note}>{UPKEEP.none}</p>}
      {upkeep.length > 0 && (
        <NamedTable
          label={UPKEEP.title}
          heads={[head.job, head.last, head.result, head.next]}
          rows={upkeep.map(({ job, last_at, problems, due_at }) => ({
            key: job,
            cells: [
              capital(job.replaceAll('-', ' ')),
              <Ago key="last" at={last_at} zone={zone} />,
              problems === null ? (
                ENGINE_PAGE.unknown
              ) : (
                <span key="result" className={problems === '' ? styles.faint : styles.late}>
                  {problems || UPKEEP.well}
                </span>
              ),
              due_at === null ? ENGINE_PAGE.unknown : <LocalTime key="next" at={due_at} zone={zone} />,
            ],
          }))}
        />
      )}
    </Card>
  );
}

type ProgramProps = {
  readonly shell: Shell | undefined;
  readonly status: Status | undefined;
  readonly zone: string;
  /** Whether the engine has not answered for a while. */
  readonly isSilent: boolean;
};

/** In which state it says it is; nobody knows of an engine that does not answer. */
function stateOf(status: Status | undefined, isSilent: boolean): string {
  if (status === undefined) return ENGINE_PAGE.unknown;
  return isSilent ? PROGRAM.silent : STATE[status.state];
}

function WatchdogState({ watchdog, zone }: { readonly watchdog: Shell['watchdog']; readonly zone: string }) {
  const { state, told_at, reason, clock_ahead_ms } = watchdog;
  if (state === 'OFF') return <span className={styles.faint}>{PROGRAM.watchdogState.OFF}</span>;
  return (
    <span className={state === 'TOLD' ? undefined : styles.late}>
      {PROGRAM.watchdogState[state]} <Ago at={told_at} zone={zone} /> {reason}
      {clock_ahead_ms !== null && clock_ahead_ms !== 0 && (
        <span className={styles.late}> {PROGRAM.clockOff(clock_ahead_ms)}</span>
      )}
    </span>
  );
}

/** The program itself: how long it runs, what it takes, and how its threads are. */
export function ProgramCard({ shell, status, zone, isSilent }: ProgramProps) {
  const { head } = PROGRAM;
  const unknown = ENGINE_PAGE.unknown;
  return (
    <Card title={PROGRAM.title}>
      <Facts
        className={styles.facts}
        facts={[
          [PROGRAM.state, stateOf(status, isSilent)],
          [
            PROGRAM.tick,
            status === undefined ? unknown : <Ago key="tick" at={status.last_tick_at} zone={zone} />,
          ],
          [
            PROGRAM.uptime,
            shell === undefined ? unknown : <Age key="up" at={shell.started_at} zone={zone} />,
          ],
          [PROGRAM.memory, bytes(shell?.memory_bytes ?? null)],
          [PROGRAM.starts, shell?.starts ? PROGRAM.startsBy[shell.starts] : unknown],
          [PROGRAM.version, shell?.version ?? unknown],
          [PROGRAM.host, shell === undefined ? unknown : PROGRAM.hosts[shell.host]],
          [PROGRAM.runtime, shell === undefined ? unknown : `${shell.runtime}, ${shell.platform}`],
          [
            PROGRAM.watchdog,
            shell === undefined ? unknown : <WatchdogState key="dog" watchdog={shell.watchdog} zone={zone} />,
          ],
        ]}
      />
      {shell !== undefined && (
        <NamedTable
          label={PROGRAM.workers}
          heads={[head.worker, head.state, head.restarts, head.heard]}
          rows={shell.workers.map(({ name, state, restarts, heard_at }) => ({
            key: name,
            cells: [
              name,
              <span key="state" className={state === 'LOST' ? styles.late : undefined}>
                {PROGRAM.workerState[state]}
              </span>,
              restarts === null ? PROGRAM.eachFile : number(restarts),
              heard_at === null ? unknown : <Ago key="heard" at={heard_at} zone={zone} />,
            ],
          }))}
        />
      )}
    </Card>
  );
}

/** The engine's clock was read somewhere on the way there and back: half of it is the doubt. */
function offsetText({ offset, answer }: Timing): string {
  if (offset === null || answer === null) return ENGINE_PAGE.unknown;
  if (offset === 0) return SCREEN.equal;
  const size = ENGINE_PAGE.ms(Math.abs(offset));
  const give = ENGINE_PAGE.ms(answer / 2);
  return offset > 0 ? SCREEN.behind(size, give) : SCREEN.ahead(size, give);
}

/** What this screen measured of its way to the engine. */
export function ScreenCard({ timing }: { readonly timing: Timing }) {
  const { answer, event } = timing;
  return (
    <Card title={SCREEN.title}>
      <Facts
        className={styles.facts}
        facts={[
          [SCREEN.offset, offsetText(timing)],
          [SCREEN.answer, answer === null ? ENGINE_PAGE.unknown : ENGINE_PAGE.ms(answer)],
          [SCREEN.event, event === null ? SCREEN.noEvent : ENGINE_PAGE.ms(event)],
        ]}
      />
    </Card>
  );
}
