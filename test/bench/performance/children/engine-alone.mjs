// Starts the built engine's thread and tells the parent of its first round. Plain JavaScript: nothing to strip before it runs.
import { Worker } from 'node:worker_threads';

const { file, settings } = JSON.parse(process.argv[2]);
const engine = new Worker(new URL(file), {
  name: 'engine',
  // As crew.ts starts it.
  resourceLimits: { maxYoungGenerationSizeMb: 8 },
  workerData: settings,
});
engine.on('message', (message) => {
  if (message.kind === 'unable') throw new Error(message.error.message);
  if (message.kind === 'tell' && message.topic === 'round') process.send({});
});
