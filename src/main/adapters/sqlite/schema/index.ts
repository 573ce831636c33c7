export * from './baselines.ts';
export * from './configuration.ts';
export * from './events.ts';
export * from './findings.ts';
export * from './knowledge.ts';
export * from './registry.ts';
export * from './schedule.ts';
export * from './trail.ts';
