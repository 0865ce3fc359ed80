import { setPriority } from 'node:os';
import { prepare } from './render';

/** How far this process stands back behind the one that answers people; of 0 to 19. */
const NICENESS = 10;

/** What comes back for a photo: its renditions, or what the decoder says of it. */
export type RenderAnswer = Awaited<ReturnType<typeof prepare>> | { readonly fault: string };

/**
 * The program of a process that only decodes photos, one at a time: a file that crashes the decoder ends this process
 * and nothing else, and whatever it takes, pages come first. Threads inherit the priority, so it is set before any.
 */
setPriority(NICENESS);
process.on('disconnect', () => process.exit(0));
process.on('message', (content: Buffer) => void answer(content));

async function answer(content: Buffer): Promise<void> {
  const sent: RenderAnswer = await prepare(content).catch((error: unknown) => ({
    fault: error instanceof Error ? error.message : String(error),
  }));
  process.send?.(sent);
}
