import { setPriority } from 'node:os';
import { Config } from '../../platform/config/config';
import { FileStorage } from '../../platform/storage/file-storage';
import { openStorage } from '../../platform/storage/open-storage';
import { Fingerprint, fingerprintOf } from '../likeness/fingerprint';
import { prepare, PreparedPhoto } from './render';

/** How far this process stands back behind the one that answers people; of 0 to 19. */
const NICENESS = 10;

/** First where the files are, then the key of one photo after another. */
export type RenderQuestion = { readonly config: Config } | { readonly key: string };

/** The renditions of a photo are in the storage; no row names them yet. */
export interface KeptRenditions {
  readonly screenKey: string;
  readonly thumbnailKey: string;
  /** What other photos are compared with, or why it could not be computed. */
  readonly fingerprint: Fingerprint | { readonly fault: string };
}

/** Or what the decoder says of the file, or why it could not be read or its renditions not be written. */
export type RenderAnswer =
  KeptRenditions | { readonly unreadable: string } | { readonly storageFault: string };

/**
 * The program of a process that only decodes photos and computes their fingerprints, one at a time: a file that crashes the decoder ends this process
 * and nothing else, and whatever it takes, pages come first. It reads and writes the storage itself, so that no picture
 * passes through the process that answers people. Threads inherit the priority, so it is set before there are any.
 */
setPriority(NICENESS);
let storage: FileStorage;
process.on('disconnect', () => process.exit(0));
process.on('message', (question: RenderQuestion) => {
  if ('config' in question) storage = openStorage(question.config);
  else void answer(question.key);
});

async function answer(key: string): Promise<void> {
  const sent = await answerTo(key).catch((error: unknown) => ({ storageFault: wordsOf(error) }));
  process.send?.(sent);
}

async function answerTo(key: string): Promise<RenderAnswer> {
  const content = await storage.read(key);
  let prepared: PreparedPhoto;
  try {
    prepared = await prepare(content);
  } catch (error) {
    return { unreadable: wordsOf(error) };
  }
  const [screen, thumbnail] = await Promise.all([
    storage.put(prepared.screen),
    storage.put(prepared.thumbnail),
  ]);
  return { screenKey: screen.key, thumbnailKey: thumbnail.key, fingerprint: fingerprint(prepared) };
}

function fingerprint({ grey }: PreparedPhoto): KeptRenditions['fingerprint'] {
  try {
    return fingerprintOf(grey);
  } catch (error) {
    return { fault: wordsOf(error) };
  }
}

const wordsOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
