/** What somebody asks who meets what a check looks for; the guide's troubleshooting has the same four. */
export const DOCTOR_QUESTIONS = [
  'AUDITS_NOT_RUNNING',
  'NO_FINDINGS',
  'BASELINES_NOT_STABLE',
  'TOO_MANY_ALARMS',
] as const;
export type DoctorQuestion = (typeof DOCTOR_QUESTIONS)[number];

/** PROBLEM: somebody should do something. NOTE: meant so, or over by itself, and still the reason for what is seen. */
export const DOCTOR_LEVELS = ['PROBLEM', 'NOTE', 'OK'] as const;
export type DoctorLevel = (typeof DOCTOR_LEVELS)[number];
