import { availableParallelism } from 'node:os';
import { Injectable, OnApplicationShutdown } from '@nestjs/common';
import { Renderer } from './renderer';
import { PreparedPhoto } from './render';
import { Slots } from './slots';

/** Photos decoded at once by this process's children: each holds one decoded photo and keeps one processor busy. */
export const MOST_AT_ONCE = Math.min(2, availableParallelism());

/** Milliseconds without work after which a child gives its memory back. */
const IDLE_MS = 30_000;

/** Decodes photos outside this process, a few at a time, behind everything that people wait for. */
@Injectable()
export class Renderers implements OnApplicationShutdown {
  private readonly slots = new Slots(MOST_AT_ONCE);
  private readonly idle: Renderer[] = [];

  /** @throws UnreadablePicture, RendererLost */
  prepare(content: Buffer): Promise<PreparedPhoto> {
    return this.slots.run(async () => {
      const renderer = this.idle.pop() ?? new Renderer();
      renderer.use();
      try {
        return await renderer.prepare(content);
      } finally {
        if (renderer.isAlive) this.rest(renderer);
      }
    });
  }

  onApplicationShutdown(): void {
    for (const renderer of this.idle.splice(0)) renderer.end();
  }

  private rest(renderer: Renderer): void {
    this.idle.push(renderer);
    renderer.endAfter(IDLE_MS, () => this.idle.splice(this.idle.indexOf(renderer), 1));
  }
}
