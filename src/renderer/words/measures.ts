/** The language in which numbers, dates and times are written. */
export const LOCALE = 'en-GB';

/** How long something took or takes; each part is a whole number, minutes after hours have two digits. */
export const spanWords = {
  seconds: (seconds: number) => `${seconds} s`,
  minutes: (minutes: number) => `${minutes} min`,
  hours: (hours: number, minutes: string) => `${hours} h ${minutes}`,
  days: (days: number, hours: number) => `${days} d ${hours} h`,
} as const;

/** What the score of an anomaly is counted in. */
export const scoreWords = { robust: 'robust z', surprise: 'sigma a day', distance: 'z' } as const;

export const rangeText = (low: string, high: string): string => `${low} to ${high}`;
