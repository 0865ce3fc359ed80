import { render } from '../../evidence/images/render';
import { DECODING } from '../../evidence/images/slots';
import { TantuRequest, TantuResponse } from '../../platform/http/request';
import { notFound } from '../../platform/problems/problem';
import { FileStorage } from '../../platform/storage/file-storage';

export type PictureSize = 'screen' | 'thumbnail';

/**
 * Sends an old photo small enough for a page, made anew from the bytes that are kept. Browsers keep a copy but ask
 * each time, so that it is gone from the screen of somebody who may not see it any more.
 * @throws Problem not-found for what no decoder can read to its end
 */
export async function sendPicture(request: TantuRequest, response: TantuResponse, storage: FileStorage, key: string, size: PictureSize): Promise<void> {
  response.type('image/jpeg');
  response.setHeader('ETag', `"${key.split('/').at(-1)!}-${size}"`);
  response.setHeader('Cache-Control', 'private, no-cache');
  if (request.fresh) return void response.status(304).end();
  const content = await storage.read(key);
  const made = await DECODING.run(() => render(content).catch(() => null));
  if (!made) {
    response.removeHeader('ETag');
    throw notFound();
  }
  response.send(made[size]);
} // prettier-ignore
