export { Workflow } from './workflow.tsx';
export type { WorkflowStore } from './workflow-store.ts';
export { createWorkflowStore } from './workflow-store.ts';
