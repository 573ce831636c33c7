import { counted } from './codes.ts';
import { LOCALE } from './measures.ts';

const metres = (value: number): string =>
  value >= 1_000
    ? `${(value / 1_000).toLocaleString(LOCALE, { maximumFractionDigits: 1 })} km`
    : `${Math.round(value)} m`;

/** What somebody's place at a moment comes to. */
export type PlaceAtMoment = {
  readonly person: string;
  /** How far from what; null: there is nothing to measure from. */
  readonly from: {
    readonly kind: 'checkpoint' | 'site';
    readonly code: string;
    readonly metres: number;
  } | null;
  /** Metres beyond the fence; null: inside, or there is none. */
  readonly outside: number | null;
  readonly accuracy: number | null;
  /** Age of the fix in words, where it is not of that moment. */
  readonly age: string | null;
};

/** What every map says. */
export const MAP = {
  title: 'Map',
  keys: 'Arrow keys move, plus and minus zoom, 0 shows everything.',
  zoomIn: { label: 'Zoom in', hint: 'Nearer' },
  zoomOut: { label: 'Zoom out', hint: 'Farther' },
  fit: { label: 'All', hint: 'Show everything' },
  metres,
  outlines: 'Made with Natural Earth',
  grid: (step: number) => `Grid ${metres(step)}`,
  noWebgl: 'Without WebGL: outlines only.',
  archiveDamaged: 'The map file is damaged.',
  archiveBroken: (reason: string) => `${reason} The bundled outlines are shown.`,
  tilesFailed: 'A part of the map file could not be read.',
} as const;

/** The map of a finding. */
export const EVIDENCE_MAP = {
  name: (site: string) => `Map of ${site}`,
  views: 'Map or table',
  map: 'Map',
  table: 'Table',
  open: { label: 'Large', hint: 'The map over the whole pane' },
  back: 'Back to the finding',
  now: { label: 'Now', hint: 'Where people of this site are now' },
  nowAt: (time: string) => `Positions of ${time}`,
  more: 'More',
  plan: { label: 'Site plan…', hint: 'Lay a drawing of the site on the map' },
  person: 'Whose way',
  everybody: 'Everybody',
  capture: 'Evidence of',
  loading: 'Loading the map',
  notLoaded: 'The map could not be loaded.',
  lastKnown: 'Below is what was last known.',
  noSite: 'This finding has no site, so there is no map.',
  nothing: 'Nothing here has a place: no fix, no location, no checkpoint.',
  noWay: 'No fix in this window: nobody’s way can be drawn.',
  siteItself: 'Site',
} as const;

/** The map on the page of a site. */
export const SITE_MAP = {
  nothing: 'Nothing of this site has a place: no location, no checkpoint, no position in 24 hours.',
  positionsFailed: (reason: string) => `${reason} Positions are as they were last known.`,
  hidden: 'Say first who sits here: who looks at positions is written down.',
} as const;

/** The scrubber and the playback. */
export const PLAYER = {
  name: 'Time on the map',
  moment: 'Moment',
  play: { label: 'Play', hint: 'Let the time run' },
  pause: { label: 'Pause', hint: 'Stop the time' },
  speed: 'Speed',
  times: (speed: number) => `${speed}×`,
  legend: 'Older to newer',
  way: (number: number, person: string) => `${number} ${person}`,
} as const;

export const CHECKPOINT_STATE = {
  SCANNED: 'scanned',
  MISSED: 'missed',
  PENDING: 'not yet',
  NONE: 'no tour in this window',
} as const;

export const MAP_LABELS = {
  missed: (code: string) => `${code} missed`,
  pending: (code: string) => `${code} not yet`,
  scanned: (code: string, time: string) => `${code} ${time}`,
  last: (person: string, age: string) => `${person} ${age} ago`,
} as const;

export const MAP_TABLES = {
  moment: {
    name: 'At the time of the slider',
    head: ['person', 'where', 'accuracy', 'fix'],
    none: 'Nobody had been heard by then.',
  },
  checkpoints: {
    name: 'Checkpoints',
    head: ['checkpoint', 'name', 'tour', 'scan'],
    none: 'The site has no checkpoints.',
  },
  standing: {
    name: 'Checkpoints',
    head: ['checkpoint', 'name', 'tour', 'reach'],
    none: 'The site has no checkpoints.',
  },
  last: {
    name: 'Last positions',
    head: ['person', 'last fix', 'age', 'latitude', 'longitude', 'accuracy'],
    none: 'No position of anybody is known.',
  },
  fixes: {
    name: 'Fixes, newest first',
    head: ['time', 'person', 'latitude', 'longitude', 'accuracy'],
    none: 'No fix in this window.',
  },
  fence: { name: 'Fence', none: 'The site has no fence.' },
  shown: (shown: number, all: number) => `The last ${shown} of ${all.toLocaleString(LOCALE)} are shown.`,
  fenceRadius: (radius: number) => `A circle of ${metres(radius)} around the site.`,
  fencePolygon: (corners: number) => `A polygon with ${counted(corners, 'corner')}.`,
  age: (age: string) => `${age} old`,
  unknown: '—',
} as const;

export const accuracyWords = (accuracy: number | null): string =>
  accuracy === null ? MAP_TABLES.unknown : `±${metres(accuracy)}`;

/** Where somebody was: `120 m from C-1, 40 m outside the fence`. */
export function placeWords({ from, outside }: PlaceAtMoment): string {
  const near =
    from === null
      ? 'at a known position'
      : from.kind === 'site'
        ? `${metres(from.metres)} from the site’s own point`
        : `${metres(from.metres)} from ${from.code}`;
  return outside === null ? near : `${near}, ${metres(outside)} outside the fence`;
}

/** `02:14 IST, G-101 120 m from C-1, ±12 m; G-102 …` */
export function momentSentence(time: string, people: readonly PlaceAtMoment[]): string {
  if (people.length === 0) return `${time}, nobody had been heard.`;
  const told = people.slice(0, MOST_TOLD).map((person) => {
    const accuracy = person.accuracy === null ? '' : `, ±${metres(person.accuracy)}`;
    const age = person.age === null ? '' : `, fix ${person.age} old`;
    return `${person.person} ${placeWords(person)}${accuracy}${age}`;
  });
  const rest = people.length - told.length;
  return `${time}, ${told.join('; ')}${rest > 0 ? `; and ${rest} more` : ''}.`;
}
/** People that one sentence names. */
const MOST_TOLD = 4;

/** The dialog for the drawing of a site. */
export const SITE_PLAN = {
  title: (site: string) => `Site plan of ${site}`,
  description: 'A drawing with north up, laid on the map by its north-west and south-east corners.',
  file: 'Image (PNG, JPEG or WebP, at most 640 kB)',
  kept: (name: string) => `Kept now: ${name}`,
  name: 'Name',
  nw: 'North-west corner',
  se: 'South-east corner',
  latitude: 'Latitude',
  longitude: 'Longitude',
  of: (corner: string, axis: string) => `${corner}, ${axis.toLowerCase()}`,
  takeView: {
    label: 'Take the corners from the map',
    hint: 'The drawing fills what the map shows, less a margin',
  },
  set: 'Lay it on the map',
  remove: 'Remove the plan',
  preview: (site: string) => `Preview of the plan of ${site}`,
  tooLarge: 'The image is larger than 640 kB.',
  wrongKind: 'The file is no PNG, JPEG or WebP image.',
  unreadable: 'The file could not be read.',
} as const;

/** The map of all sites. */
export const FLEET_MAP = {
  name: 'Map of all sites',
  listName: 'Sites, worst first',
  title: (count: number) => counted(count, 'site'),
  search: 'Words in code, name or client',
  placeholder: 'Any words',
  loading: 'Loading the sites',
  notLoaded: 'The sites could not be loaded.',
  kept: 'Below is what was last known.',
  none: 'No sites yet.',
  noneHow: 'Import a configuration file with your clients and sites. Each then stands here by its location.',
  import: 'Import sites',
  noneFits: 'No site fits these words.',
  quiet: 'quiet',
  open: (count: number) => `${count.toLocaleString(LOCALE)} open`,
  site: (code: string, name: string, worst: string, open: number) =>
    `${code} ${name}: ${worst}${open === 0 ? '' : `, ${counted(open, 'open finding')}`}`,
  cluster: (count: number, worst: string) => `${counted(count, 'site')}, worst: ${worst}`,
  only: (count: number) => `${counted(count, 'site')} at one place`,
  all: 'All sites',
  unplaced: 'Without a location',
  unplacedWhy: (count: number) =>
    `${counted(count, 'site has', 'sites have')} no location in the configuration and cannot be drawn.`,
} as const;

/** The fence of a site, drawn by hand. */
export const FENCE_MAP = {
  name: 'Fence of the site',
  corner: (index: number, all: number) => `Corner ${index} of ${all}`,
  add: (index: number) => `Add a corner after corner ${index}`,
  keys: 'Drag a corner, or move it with the arrow keys (Shift: finely); Delete takes it away, the grey dots add one',
} as const;

export const ROUTE_MAP = {
  name: 'Checkpoints of the tour',
  stop: (index: number, all: number, code: string) =>
    `Checkpoint ${index} of ${all}${code === '' ? '' : `, ${code}`}`,
  keys: 'Drag a checkpoint, or move it with the arrow keys (Shift: finely)',
} as const;
