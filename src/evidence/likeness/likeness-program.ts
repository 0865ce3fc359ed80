import { parentPort } from 'node:worker_threads';
import { Fingerprint, fingerprintOf, GreyRaster, Likeness, likenessOf } from './fingerprint';

/** What the thread is asked for, one after another. */
export type Question =
  | { readonly kind: 'fingerprint'; readonly raster: GreyRaster }
  /** The second look at one photo and several that may be like it; a map leads from the one that comes first. */
  | { readonly kind: 'likenesses'; readonly details: Uint8Array; readonly others: readonly Other[] };

export interface Other {
  readonly details: Uint8Array;
  readonly comesFirst: boolean;
}

export type Answer = Fingerprint | readonly (Likeness | null)[];

/** The program of the thread: it does what `Question` says and holds up nobody but whoever asks next. */
parentPort?.on('message', ({ id, question }: { id: number; question: Question }) => {
  try {
    parentPort!.postMessage({ id, answer: answerTo(question) });
  } catch (error) {
    parentPort!.postMessage({ id, fault: error instanceof Error ? error.message : String(error) });
  }
});

function answerTo(question: Question): Answer {
  if (question.kind === 'fingerprint') return fingerprintOf(question.raster);
  const details = Buffer.from(question.details);
  return question.others.map((other) =>
    other.comesFirst
      ? likenessOf(Buffer.from(other.details), details)
      : likenessOf(details, Buffer.from(other.details)),
  );
}
