/** The fleet that the goals speak of; of smaller ones the same figures are told. */
export const FLEET = 10_000;

export const sitesIn = (sites: number): string => `${sites.toLocaleString('en')} sites`;

/** `1M events`; `120k events` below a million. */
export const eventsIn = (events: number): string =>
  events >= 1_000_000
    ? `${Math.round(events / 100_000) / 10}M events`
    : `${Math.round(events / 1_000)}k events`;
