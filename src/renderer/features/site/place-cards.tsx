import type { ReactNode } from 'react';
import { Card } from '#renderer/ui/card.tsx';
import { useNow } from '#renderer/ui/clock.tsx';
import { NamedTable } from '#renderer/ui/named-table.tsx';
import { formatClock } from '#renderer/ui/time.ts';
import { Age, LocalTime } from '#renderer/ui/times.tsx';
import { capital, inWords } from '#renderer/words/codes.ts';
import { CONTACTS, DEVICES, PEOPLE, SOURCES, TOURS, WINDOWS } from '#renderer/words/site.ts';
import styles from './site.module.css';
import type { Page } from './site-store.ts';

type PageProps = { readonly page: Page };
type Person = Page['people'][number];
const MINUTE = 60_000;
/** Percent, as the rule for batteries has it. */
const LOW_BATTERY = 20;
const TROUBLED: ReadonlySet<string> = new Set(['OVERDUE', 'ABANDONED']);

/** A clock without its zone: the head of the page names it. */
const PLAIN = { zone: false } as const;

function Seen({ at, zone, never }: { at: number | null; zone: string; never: string }) {
  if (at === null) return <span className={styles.faint}>{never}</span>;
  return (
    <>
      <Age at={at} zone={zone} /> {PEOPLE.ago}
    </>
  );
}

function Duty({ person, zone }: { readonly person: Person; readonly zone: string }) {
  const now = useNow(MINUTE);
  const clock = (at: number) => formatClock(at, zone, now, PLAIN);
  const { on_duty_since, shift, signed_in } = person;
  if (on_duty_since === null) return <span className={styles.faint}>{PEOPLE.off}</span>;
  if (!signed_in && shift !== null) return PEOPLE.rostered(clock(shift.start), clock(shift.end));
  return PEOPLE.signedIn(clock(on_duty_since)) + (shift === null ? '' : PEOPLE.until(clock(shift.end)));
}

/** Who belongs to the site, who is on duty, and when each was last heard of. */
export function PeopleCard({
  page: { people, site },
  children,
}: PageProps & { readonly children?: ReactNode }) {
  const { head } = PEOPLE;
  const onDuty = people.filter(({ on_duty_since }) => on_duty_since !== null).length;
  return (
    <Card title={PEOPLE.title} aside={PEOPLE.onDuty(onDuty)}>
      {people.length === 0 && <p className={styles.note}>{PEOPLE.none}</p>}
      {people.length > 0 && (
        <NamedTable
          label={PEOPLE.title}
          heads={[head.person, head.role, head.duty, head.seen, head.phone]}
          rows={people.map((person) => ({
            key: person.code,
            cells: [
              <span key="who">
                {person.name} <span className={styles.code}>{person.code}</span>
              </span>,
              inWords(person.role),
              <span key="duty">
                <Duty person={person} zone={site.timezone} />
                {person.lone_worker && (
                  <span className={styles.under}>
                    {PEOPLE.loneCheckIn}{' '}
                    <Seen at={person.last_check_in_at} zone={site.timezone} never={PEOPLE.never} />
                  </span>
                )}
              </span>,
              <Seen key="seen" at={person.last_seen_at} zone={site.timezone} never={PEOPLE.never} />,
              <span key="phone" className={styles.phone}>
                {person.phone}
              </span>,
            ],
          }))}
        />
      )}
      {children}
    </Card>
  );
}

/** The tours of the site's own day, and what became of each. */
export function ToursCard({ page: { tours, site } }: PageProps) {
  const { head } = TOURS;
  return (
    <Card title={TOURS.title}>
      {tours.length === 0 && <p className={styles.note}>{TOURS.none}</p>}
      {tours.length > 0 && (
        <NamedTable
          label={TOURS.title}
          heads={[head.start, head.tour, head.state, head.scans, head.by, head.due]}
          numbers={[3]}
          rows={tours.map((tour) => ({
            key: `${tour.tour}@${tour.start}`,
            cells: [
              <LocalTime key="start" at={tour.start} zone={site.timezone} style={PLAIN} />,
              <span key="tour">
                <span className={styles.code}>{tour.tour}</span> {tour.name}
                {!tour.mandatory && <span className={styles.faint}> {TOURS.optional}</span>}
              </span>,
              <span key="state" className={TROUBLED.has(tour.state) ? styles.late : undefined}>
                {TOURS.state[tour.state]}
                {tour.by_hand && ` (${TOURS.byHand})`}
              </span>,
              TOURS.scans(tour.scanned, tour.checkpoints),
              tour.person ?? '',
              <LocalTime key="due" at={tour.deadline} zone={site.timezone} style={PLAIN} />,
            ],
          }))}
        />
      )}
    </Card>
  );
}

function Battery({ device: { battery, status } }: { readonly device: Page['devices'][number] }) {
  if (status === 'OFFLINE') return <span className={styles.late}>{DEVICES.offline}</span>;
  if (battery === null) return <span className={styles.faint}>{DEVICES.unknown}</span>;
  return (
    <span className={battery < LOW_BATTERY ? styles.late : undefined}>
      {battery < LOW_BATTERY && '▲ '}
      {DEVICES.percent(battery)}
    </span>
  );
}

/** What each device said last. */
export function DevicesCard({ page: { devices, site } }: PageProps) {
  const { head } = DEVICES;
  return (
    <Card title={DEVICES.title}>
      {devices.length === 0 && <p className={styles.note}>{DEVICES.none}</p>}
      {devices.length > 0 && (
        <NamedTable
          label={DEVICES.title}
          heads={[head.device, head.carrier, head.battery, head.last]}
          rows={devices.map((device) => ({
            key: device.code,
            cells: [
              <span key="device">
                <span className={styles.code}>{device.code}</span> {inWords(device.kind)}
              </span>,
              device.person ?? '',
              <Battery key="battery" device={device} />,
              <Seen key="seen" at={device.last_report_at} zone={site.timezone} never={DEVICES.quiet} />,
            ],
          }))}
        />
      )}
    </Card>
  );
}

function Health({ source, zone }: { readonly source: Page['sources'][number]; readonly zone: string }) {
  const now = useNow(MINUTE);
  const { health, silent_since } = source;
  return (
    <span className={health === 'SILENT' ? styles.late : undefined}>
      {SOURCES.health[health]}
      {silent_since !== null && SOURCES.since(formatClock(silent_since, zone, now, PLAIN))}
    </span>
  );
}

/** Which sources tell of the site, and whether they are heard. */
export function SourcesCard({ page: { sources, site } }: PageProps) {
  const { head } = SOURCES;
  return (
    <Card title={SOURCES.title}>
      {sources.length === 0 && <p className={styles.note}>{SOURCES.none}</p>}
      {sources.length > 0 && (
        <NamedTable
          label={SOURCES.title}
          heads={[head.source, head.health, head.last]}
          rows={sources.map((source) => ({
            key: source.code,
            cells: [
              <span key="code" className={styles.code} title={source.named ? SOURCES.named : undefined}>
                {source.code}
              </span>,
              <Health key="health" source={source} zone={site.timezone} />,
              <Seen key="seen" at={source.last_event_at} zone={site.timezone} never={SOURCES.never} />,
            ],
          }))}
        />
      )}
    </Card>
  );
}

/** The maintenance windows that are to come. */
export function WindowsCard({ page: { maintenance, site } }: PageProps) {
  const { head } = WINDOWS;
  const windows = maintenance.next_7_days;
  return (
    <Card title={WINDOWS.title}>
      {windows.length === 0 && <p className={styles.note}>{WINDOWS.none}</p>}
      {windows.length > 0 && (
        <NamedTable
          label={WINDOWS.title}
          heads={[head.from, head.to, head.reason]}
          rows={windows.map(({ start, end, reason }) => ({
            key: `${start} ${end} ${reason}`,
            cells: [
              <LocalTime key="from" at={start} zone={site.timezone} style={PLAIN} />,
              <LocalTime key="to" at={end} zone={site.timezone} style={PLAIN} />,
              reason,
            ],
          }))}
        />
      )}
    </Card>
  );
}

/** Whom to call about the site, and what is to be done there. */
export function ContactsCard({ page: { contacts, instructions } }: PageProps) {
  const { head } = CONTACTS;
  const isEmpty = contacts.length === 0 && instructions.length === 0;
  return (
    <Card title={CONTACTS.title}>
      {isEmpty && <p className={styles.note}>{CONTACTS.none}</p>}
      {contacts.length > 0 && (
        <NamedTable
          label={CONTACTS.title}
          heads={[head.role, head.name, head.phone, head.hours]}
          rows={contacts.map(({ role, name, phone, hours }) => ({
            key: `${role} ${name}`,
            cells: [inWords(role), name, phone ?? '', hours ?? ''],
          }))}
        />
      )}
      {instructions.map(({ finding_type, text }) => (
        <div key={finding_type} className={styles.instruction}>
          <strong>{capital(inWords(finding_type))}</strong>
          <p className={styles.text}>{text}</p>
        </div>
      ))}
    </Card>
  );
}
