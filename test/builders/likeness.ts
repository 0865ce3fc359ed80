import sharp from 'sharp';
import { RenderPhotos } from '../../src/evidence/photos/render-photos';
import { FindFindings } from '../../src/findings/find-findings';
import { TestApp } from '../support/test-app';
import { aPhoto } from './photo';
import { aRetrofit, BuiltRetrofit } from './retrofit';

/** A photo of the bathroom from before the works, rendered and compared with every other. @returns its id */
export async function aComparedPhoto(
  test: TestApp,
  { id, rooms }: BuiltRetrofit,
  content: Buffer,
): Promise<string> {
  const { body } = await test
    .as('caseworker')
    .post(`/api/v1/retrofits/${id}/photos`)
    .field('stage', 'before')
    .field('roomId', rooms.bathroom!)
    .attach('photos', content, '照片.jpg')
    .expect(201);
  const [{ id: photoId }] = (body as { received: [{ id: string }] }).received;
  await test.get(RenderPhotos).now(photoId);
  return photoId;
}

export interface LikePhotos {
  readonly first: BuiltRetrofit;
  readonly second: BuiltRetrofit;
  readonly picture: Buffer;
  readonly original: string;
  readonly copy: string;
  /** E03 of the copy. */
  readonly flagId: string;
}

/** One picture used for two homes, the second time saved anew and made brighter. */
export async function aReusedPhoto(test: TestApp): Promise<LikePhotos> {
  const first = await aRetrofit(test).surveyed().build();
  const second = await aRetrofit(test).surveyed().build();
  const picture = await aPhoto({ scene: 'rail', longSide: 1600 });
  const original = await aComparedPhoto(test, first, picture);
  const saved = await sharp(picture).modulate({ brightness: 1.15 }).jpeg({ quality: 60 }).toBuffer();
  const copy = await aComparedPhoto(test, second, saved);
  const { findings } = await test.get(FindFindings).ofRetrofit(test.actors.supervisor, second.id);
  const flag = findings.find(({ rule, subjectId }) => rule === 'E03' && subjectId === copy);
  if (!flag) throw new Error('The search did not find the copy');
  return { first, second, picture, original, copy, flagId: flag.id };
}
