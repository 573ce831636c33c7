import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** What contender-child.ts is told. */
export type ContenderSettings = {
  readonly folder: string;
  readonly resources: string;
  readonly bug: 'no lock' | null;
  /** The instant of this machine at which the simulated night begins. */
  readonly origin: number;
};

const RESOURCES = join(import.meta.dirname, '../../../resources');

/** A process that wants to be the engine of a folder. */
export class Contender {
  readonly #child: ChildProcess;
  readonly #words: string[] = [];
  readonly #exited: Promise<unknown>;
  #heard: () => void = () => {};

  constructor(program: string, settings: Omit<ContenderSettings, 'resources'>) {
    const told = JSON.stringify({ ...settings, resources: RESOURCES });
    this.#child = spawn(process.execPath, [program, told], { stdio: ['pipe', 'pipe', 'inherit'] });
    this.#exited = once(this.#child, 'exit');
    this.#child.stdin?.on('error', () => {}); // it may have been killed
    if (this.#child.stdout === null) throw new Error('the child has no output');
    createInterface({ input: this.#child.stdout }).on('line', (line) => {
      this.#words.push(line);
      this.#heard();
    });
  }

  get holds(): boolean {
    return this.#words.includes('HOLDS');
  }

  get failures(): readonly string[] {
    return this.#words.filter((word) => word.startsWith('FAILED'));
  }

  /** Resolves when it has said the word; false when it did not in time. */
  async says(word: string, withinMs: number): Promise<boolean> {
    const until = performance.now() + withinMs;
    while (!this.#words.includes(word)) {
      const left = until - performance.now();
      if (left <= 0 || this.#child.exitCode !== null) return false;
      await new Promise<void>((done) => {
        const timer = setTimeout(done, left);
        this.#heard = () => {
          clearTimeout(timer);
          done();
        };
      });
    }
    return true;
  }

  go(): void {
    this.#child.stdin?.write('go\n');
  }

  /** Ends it as a crash does, or as a person does. */
  async end(how: 'SIGKILL' | 'planned'): Promise<void> {
    if (how === 'SIGKILL') this.#child.kill('SIGKILL');
    else this.#child.stdin?.write('end\n');
    await this.#exited;
  }
}
