import { pipeline } from 'node:stream/promises';
import { ByteRange, FileStorage } from '../../platform/storage/file-storage';
import { TantuRequest, TantuResponse } from '../../platform/http/request';

export interface FileToSend {
  readonly key: string;
  readonly mediaType: string;
  /** As it is saved; may be Chinese. */
  readonly name: string;
  /** Size, where parts of the file may be asked for; null for small ones that are sent whole. */
  readonly bytes: number | null;
  /** Shown in the browser rather than saved. */
  readonly isInline: boolean;
}

/**
 * Sends a file, or nothing when the browser has it already, or the part it asks for. Browsers keep a copy but ask
 * each time, so that a photo is gone from the screen of somebody who may not see it any more; under a signed address
 * they keep it without asking, for as long as the address holds.
 */
export async function sendFile(
  request: TantuRequest,
  response: TantuResponse,
  storage: FileStorage,
  file: FileToSend,
): Promise<void> {
  response.attachment(file.name); // writes Chinese names as RFC 6266 wants them; sets a type by the name
  if (file.isInline)
    response.setHeader('Content-Disposition', String(response.getHeader('Content-Disposition')).replace('attachment', 'inline')); // prettier-ignore
  response.type(file.mediaType);
  response.setHeader('ETag', `"${file.key.split('/').at(-1)!}"`);
  const { linkSeconds } = request.tantu;
  const keeping = linkSeconds === null ? 'no-cache' : `max-age=${linkSeconds}, immutable`;
  response.setHeader('Cache-Control', `private, ${keeping}`);
  if (request.fresh) return void response.status(304).end();
  const range = rangeOf(request, response, file);
  if (range === 'unsatisfiable') return void response.status(416).end();
  const content = await storage.open(file.key, range ?? undefined).catch((error: unknown) => {
    forget(response);
    throw error;
  });
  try {
    await pipeline(content, response);
  } catch (error) {
    // The reader went away in the middle: nobody is left to answer.
    if ((error as NodeJS.ErrnoException).code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error;
  }
}

/** What was said of the file does not hold for the problem that is answered instead; least of all that it may be kept. */
function forget(response: TantuResponse): void {
  for (const name of ['Content-Disposition', 'ETag', 'Accept-Ranges', 'Content-Range', 'Content-Length'])
    response.removeHeader(name);
  response.setHeader('Cache-Control', 'no-store');
}

/** Sets the headers that go with the part, or with all of it. Several parts at once are answered with the whole. */
function rangeOf(
  request: TantuRequest,
  response: TantuResponse,
  { bytes }: FileToSend,
): ByteRange | 'unsatisfiable' | null {
  if (bytes === null) return null;
  response.setHeader('Accept-Ranges', 'bytes');
  response.setHeader('Content-Length', bytes);
  const condition = request.headers['if-range'];
  if (condition !== undefined && condition !== response.getHeader('ETag')) return null;
  const ranges = request.range(bytes, { combine: true });
  if (ranges === -1) {
    response.setHeader('Content-Range', `bytes */${bytes}`);
    response.setHeader('Content-Length', 0);
    return 'unsatisfiable';
  }
  if (ranges === undefined || ranges === -2 || ranges.type !== 'bytes' || ranges.length !== 1) return null;
  const { start, end } = ranges[0]!;
  response.status(206);
  response.setHeader('Content-Range', `bytes ${start}-${end}/${bytes}`);
  response.setHeader('Content-Length', end - start + 1);
  return { start, end };
}
