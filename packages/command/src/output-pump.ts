import type { Readable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';

export type OutputStream = 'stdout' | 'stderr';

/** Takes a piece of output as it comes. Where it returns a promise, reading waits for it: nothing piles up. */
export type Output = (chunk: Buffer, stream: OutputStream) => void | Promise<void>;

const QUIET_MS = 1000;

/** Hands on what a child process says, chunk by chunk. */
export class OutputPump {
  readonly #streams: readonly Readable[];
  readonly #output: Output;
  readonly #done: Promise<unknown>;
  #busy = 0;
  #last = performance.now();
  #abandoned = false;

  constructor(streams: Record<OutputStream, Readable>, output: Output) {
    this.#streams = Object.values(streams);
    this.#output = output;
    this.#done = Promise.all([this.#run(streams.stdout, 'stdout'), this.#run(streams.stderr, 'stderr')]);
    this.#done.catch(() => {}); // Told by `failed` and `finish`.
  }

  /** Never resolves; rejects with what the receiver threw. */
  get failed(): Promise<never> {
    return this.#done.then(() => new Promise<never>(() => {}));
  }

  /**
   * Waits until everything was handed on. To be called when the writers have ended: a pipe that a process beyond our
   * reach still holds open is given up once it has said nothing for a second.
   */
  async finish(): Promise<void> {
    let finished = false;
    const done = this.#done.finally(() => {
      finished = true;
    });
    while (!finished) {
      await Promise.race([done, delay(50)]);
      if (this.#busy === 0 && performance.now() - this.#last > QUIET_MS) this.#abandon();
    }
    await done;
  }

  #abandon(): void {
    this.#abandoned = true;
    for (const stream of this.#streams) stream.destroy();
  }

  async #run(stream: Readable, name: OutputStream): Promise<void> {
    try {
      for await (const chunk of stream) {
        this.#busy += 1;
        await this.#output(chunk, name);
        this.#busy -= 1;
        this.#last = performance.now();
      }
    } catch (error) {
      if (!this.#abandoned) throw error;
    }
  }
}
