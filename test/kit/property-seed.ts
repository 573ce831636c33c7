import { configureGlobal } from 'fast-check';

/*
 * Property tests draw the same values at every run, so that a change is judged and not the day's luck.
 * VIGIL_PROPERTY_SEED=N npm run unit looks elsewhere; what it finds becomes a test of its own.
 */
configureGlobal({ seed: Number(process.env.VIGIL_PROPERTY_SEED ?? 20_261_122) });
