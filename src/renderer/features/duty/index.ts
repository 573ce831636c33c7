export type { About, Question } from './about.ts';
export { hindranceOf } from './about.ts';
export { Duty } from './duty.tsx';
export type { DutyStore } from './duty-store.ts';
export { createDutyStore } from './duty-store.ts';
export { SiteAbsences } from './site-absences.tsx';
