import { join } from 'node:path';
import { BeforeApplicationShutdown, Injectable } from '@nestjs/common';
import { Worker } from 'node:worker_threads';
import { startProgram } from '../../platform/threads/start-program';
import { Fingerprint, GreyRaster, Likeness } from './fingerprint';
import { Answer, Other, Question } from './likeness-program';

/** A fault of the computation itself, for this picture: trying again would not help. */
export class LikenessFault extends Error {}

interface Waiting {
  readonly done: (answer: Answer) => void;
  readonly failed: (error: Error) => void;
}

/**
 * One thread of this process that computes fingerprints and looks at pairs, so that pages stay quick meanwhile. It
 * starts with the first question; what it is asked waits inside it.
 */
@Injectable()
export class LikenessThread implements BeforeApplicationShutdown {
  private worker: Worker | null = null;
  private readonly waiting = new Map<number, Waiting>();
  private asked = 0;

  /** @throws LikenessFault for a picture that can't be computed */
  async fingerprintOf(raster: GreyRaster): Promise<Fingerprint> {
    const { hashes, probes, details } = (await this.ask({ kind: 'fingerprint', raster })) as Fingerprint;
    return { hashes: hashes.map(asBuffer), probes: probes.map(asBuffer), details: asBuffer(details) };
  }

  /** In the order of `others`; null for one that is not like it. @throws LikenessFault */
  async likenessesOf(details: Buffer, others: readonly Other[]): Promise<readonly (Likeness | null)[]> {
    return (await this.ask({ kind: 'likenesses', details, others })) as readonly (Likeness | null)[];
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.worker?.terminate();
  }

  private ask(question: Question): Promise<Answer> {
    const id = ++this.asked;
    return new Promise((done, failed) => {
      this.waiting.set(id, { done, failed });
      (this.worker ??= this.start()).postMessage({ id, question });
    });
  }

  private start(): Worker {
    const worker = startProgram(join(__dirname, 'likeness-program'));
    worker.on('message', ({ id, answer, fault }: { id: number; answer?: Answer; fault?: string }) => {
      const { done, failed } = this.waiting.get(id)!;
      this.waiting.delete(id);
      if (answer === undefined) failed(new LikenessFault(fault));
      else done(answer);
    });
    worker.once('error', (error) => this.lose(worker, error));
    worker.once('exit', (code) =>
      this.lose(worker, new Error(`the thread of likenesses ended with ${code}`)),
    );
    // It keeps no process from its end.
    worker.unref();
    return worker;
  }

  /** The next question starts another thread. */
  private lose(worker: Worker, error: Error): void {
    if (this.worker !== worker) return;
    this.worker = null;
    for (const { failed } of this.waiting.values()) failed(error);
    this.waiting.clear();
  }
}

const asBuffer = ({ buffer, byteOffset, byteLength }: Uint8Array): Buffer =>
  Buffer.from(buffer, byteOffset, byteLength);
