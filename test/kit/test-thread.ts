import { Refused } from '#main/services/handlers.ts';
import { serveThread } from '#main/workers/serve.ts';

/** Of shorter standstills it says nothing. */
const STOOD_MS = 1_000;

/** A thread for the tests of threads: answers, refuses, fails, hangs or ends, as it is asked. */
await serveThread((outlet) => ({
  call: (name, input, caller) => {
    if (name === 'echo') return { input, who: caller.actor.name };
    if (name === 'refuse') throw new Refused('conflict', 'Not now.');
    if (name === 'event') return outlet.emit('sites.changed', input);
    if (name === 'log') return outlet.log.warn('told', { error: new Error('inside') });
    if (name === 'end') process.exit(3);
    if (name === 'fill') return fill();
    if (name === 'stand')
      return void Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, Number(input));
    if (name === 'hang') for (;;);
    throw new TypeError(`no ${name}`);
  },
  tell: (topic, value) => outlet.tell(topic, value),
  stood: (ms) => {
    if (ms >= STOOD_MS) outlet.tell('stood', ms);
  },
  stop: () => {},
}));

/** Takes memory in small pieces: one piece that is larger than all that is left ends the whole process, not the thread. */
function fill(): never {
  let chain: object = {};
  for (;;) chain = { chain };
}
