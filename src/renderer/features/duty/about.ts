/** What somebody acts on from the desk, a finding or a site, as much of it as tells what to propose. */
export type About = {
  /** null: the site itself. */
  readonly finding: string | null;
  readonly site: string;
  readonly finding_type: string;
  readonly subject: string;
  /** Site and title. */
  readonly words: string;
};

/** A site, of which no finding says what to propose. */
export const aboutSite = (site: string): About => ({
  finding: null,
  site,
  finding_type: '',
  subject: '',
  words: site,
});

/** What the desk can note. */
export type Question = 'tour' | 'absence' | 'extension';

const ABOUT_TOURS: ReadonlySet<string> = new Set([
  'TOUR_OVERDUE',
  'TOUR_INCOMPLETE',
  'TOUR_ABANDONED',
  'SLA_STORM',
]);
const PERSON = /^person:([^@]+)(?:@(.+))?$/;
const TOUR = /^tour:(.+)@(.+)$/;

/** Why a question cannot be asked of a finding; null when it can. */
export type Hindrance = 'no-site' | 'no-tour' | 'duress';

/** Whether something can be noted from a finding: of a tour from one about tours, of people from any that has a site. */
export function hindranceOf(
  what: Question,
  { site, finding_type }: { readonly site: string | null; readonly finding_type: string },
): Hindrance | null {
  if (site === null) return 'no-site';
  if (what === 'tour') return ABOUT_TOURS.has(finding_type) ? null : 'no-tour';
  return what === 'extension' && finding_type === 'DURESS' ? 'duress' : null;
}

/** Code of the person whom the finding is about; null for any other. */
export const personOf = ({ subject }: Pick<About, 'subject'>): string | null =>
  PERSON.exec(subject)?.[1] ?? null;

/** The local begin of the shift that a no-show is about, `YYYY-MM-DDTHH:MM`. */
export const shiftOf = ({ subject }: Pick<About, 'subject'>): string | null =>
  PERSON.exec(subject)?.[2] ?? null;

/** The tour and the scheduled local start that the finding is about. */
export function tourOf({
  subject,
}: Pick<About, 'subject'>): { readonly tour: string; readonly local: string } | null {
  const [, tour, local] = TOUR.exec(subject) ?? [];
  return tour === undefined || local === undefined ? null : { tour, local };
}
