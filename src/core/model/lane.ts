/** What telemetry is for, the most urgent first: a call for help, what people and devices do, and where they are. */
export const LANES = ['duress', 'state', 'position'] as const;
export type Lane = (typeof LANES)[number];
