import type { Seat } from '#main/services/people/seats.ts';
import type { Shell } from '#main/services/shell.ts';

/** A window of the program, as its host would open one. */
export const windowOf = ({ seat }: Pick<Shell, 'seat'>, key = 'window'): Seat => seat('page', 'test', key);
