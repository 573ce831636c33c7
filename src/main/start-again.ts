/** The exit code that asks whoever started us to start us again (EX_TEMPFAIL; scripts/run.mjs knows it). */
export const START_AGAIN = 75;
