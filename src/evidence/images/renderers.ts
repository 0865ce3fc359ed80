import { availableParallelism } from 'node:os';
import { Inject, Injectable, OnApplicationShutdown } from '@nestjs/common';
import { Config } from '../../platform/config/config';
import { CONFIG } from '../../platform/platform.module';
import { Renderer } from './renderer';
import type { KeptRenditions } from './render-process';
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

  constructor(@Inject(CONFIG) private readonly config: Config) {}

  /**
   * Writes the renditions of a photo into the storage.
   * @param key of the original
   * @throws UnreadablePicture, RendererLost, Error where the storage is away
   */
  prepare(key: string): Promise<KeptRenditions> {
    return this.slots.run(async () => {
      const renderer = this.rested() ?? new Renderer(this.config);
      renderer.use();
      try {
        return await renderer.prepare(key);
      } finally {
        if (renderer.isAlive) this.rest(renderer);
      }
    });
  }

  onApplicationShutdown(): void {
    for (const renderer of this.idle.splice(0)) renderer.end();
  }

  /** One that waits for work; what died while it did is let go. */
  private rested(): Renderer | undefined {
    for (let one = this.idle.pop(); one; one = this.idle.pop()) {
      if (one.isAlive) return one;
      one.end();
    }
    return undefined;
  }

  private rest(renderer: Renderer): void {
    this.idle.push(renderer);
    renderer.endAfter(IDLE_MS, () => this.idle.splice(this.idle.indexOf(renderer), 1));
  }
}
