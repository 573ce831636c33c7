import type { LatLon } from '#core/model/site.ts';

/** A city in which a client of the sample fleet has its sites. */
export type City = LatLon & { readonly name: string; readonly timezone: string };

/** Far apart, with whole, half and quarter-hour offsets, with and without daylight saving time, north and south. */
export const CITIES: readonly City[] = [
  { name: 'Bengaluru', timezone: 'Asia/Kolkata', lat: 12.9716, lon: 77.5946 },
  { name: 'Berlin', timezone: 'Europe/Berlin', lat: 52.52, lon: 13.405 },
  { name: 'Chicago', timezone: 'America/Chicago', lat: 41.8781, lon: -87.6298 },
  { name: 'Singapore', timezone: 'Asia/Singapore', lat: 1.3521, lon: 103.8198 },
  { name: 'São Paulo', timezone: 'America/Sao_Paulo', lat: -23.5505, lon: -46.6333 },
  { name: 'Kathmandu', timezone: 'Asia/Kathmandu', lat: 27.7172, lon: 85.324 },
  { name: 'London', timezone: 'Europe/London', lat: 51.5072, lon: -0.1276 },
  { name: 'Nairobi', timezone: 'Africa/Nairobi', lat: -1.2921, lon: 36.8219 },
  { name: 'Adelaide', timezone: 'Australia/Adelaide', lat: -34.9285, lon: 138.6007 },
  { name: 'New York', timezone: 'America/New_York', lat: 40.7128, lon: -74.006 },
];

/** Names of the companies; after the last one numbers go on. */
export const TENANT_NAMES: readonly string[] = [
  'Acme Security',
  'Northwatch',
  'Sentra Services',
  'Harbour Guard',
];

export const CLIENT_NAMES: readonly string[] = [
  ...['Riverbank', 'Brightmart', 'Voltway', 'Crestline', 'Larkfield', 'Ironbridge', 'Sunhill', 'Greyport'],
  ...['Oakmere', 'Stonegate', 'Fairmile', 'Windrush', 'Copperfield', 'Hartwell', 'Millbrook', 'Ashdown'],
];

export const FIRST_NAMES: readonly string[] = [
  ...['Asha', 'Ben', 'Carla', 'Deepak', 'Elena', 'Farid', 'Grace', 'Hugo', 'Ines', 'Jonas', 'Kavya', 'Liam'],
  ...['Mina', 'Noah', 'Olga', 'Pedro', 'Rosa', 'Samir', 'Tara', 'Uwe', 'Vera', 'Wen', 'Yusuf', 'Zoe'],
];
export const LAST_NAMES: readonly string[] = [
  ...['Abel', 'Bauer', 'Costa', 'Das', 'Eriksen', 'Fischer', 'Gurung', 'Hansen', 'Iyer', 'Jones', 'Kimani'],
  ...['Lopes', 'Meyer', 'Nair', 'Otieno', 'Patel', 'Quinn', 'Rao', 'Silva', 'Tan', 'Vogel', 'Wong', 'Young'],
];
