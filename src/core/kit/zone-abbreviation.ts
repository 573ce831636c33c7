const HOUR = 3_600_000;
/** Locales that know the everyday names of different zones (IST, AEDT, CET, EST), tried in this order. */
const ZONE_LOCALES = ['en-GB', 'en-IN', 'en-AU', 'en-US', 'en-NZ', 'en-ZA'];
/** Abbreviations by zone and hour: looking one up asks several locales. */
const abbreviations = new Map<string, string>();
const MOST_ABBREVIATIONS = 5_000;
const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(locale: string, timeZone: string): Intl.DateTimeFormat {
  const key = `${locale}|${timeZone}`;
  const known = formatters.get(key);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat(locale, { timeZone, timeZoneName: 'short' });
  formatters.set(key, made);
  return made;
}

/** The abbreviation that people of the zone use at that instant (ms since 1970), else its offset: `IST`, `CET`, `GMT+3`. */
export function zoneAbbreviation(at: number, zone: string): string {
  const key = `${zone}|${Math.floor(at / HOUR)}`;
  const known = abbreviations.get(key);
  if (known !== undefined) return known;
  if (abbreviations.size >= MOST_ABBREVIATIONS) abbreviations.clear();
  const found = findAbbreviation(at, zone);
  abbreviations.set(key, found);
  return found;
}

function findAbbreviation(at: number, zone: string): string {
  let offset = zone;
  for (const locale of ZONE_LOCALES) {
    const parts = formatter(locale, zone).formatToParts(at);
    const name = parts.find((part) => part.type === 'timeZoneName')?.value ?? zone;
    if (!/[+\u2212-]\d/.test(name)) return name;
    offset = name;
  }
  return offset;
}
