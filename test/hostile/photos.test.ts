import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import request from 'supertest';
import sharp from 'sharp';
import { readImage } from '../../src/evidence/images/read-image';
import { render } from '../../src/evidence/images/render';
import { PhotoFiles } from '../../src/evidence/photos/photo-files';
import { Problem } from '../../src/platform/problems/problem';
import { renderAcceptanceReport } from '../../src/acceptance/report/acceptance-report.pdf';
import { smallReport } from '../documents/acceptance-report.sample';
import { aHeic } from '../builders/heic';
import { aPhoto } from '../builders/photo';
import { aRetrofit, BuiltRetrofit } from '../builders/retrofit';
import { createTestApp, TestApp } from '../support/test-app';
import { aTellingPhoto, HostileFile, hostileFiles, SECRET, SERIAL } from './corpus';

/** Nobody waits longer for an answer, whatever the file. */
const PATIENCE_MS = 10_000;
const CLEAR = ['unsupported-file', 'unreadable-image', 'image-too-large'];

/** What becomes of a file: why it is refused, or that it renders, or why not. Anything else is a failure. */
async function fateOf(content: Buffer): Promise<string> {
  const began = Date.now();
  try {
    await readImage(content);
    const fate = await render(content).then(rendered, (error: unknown) => `not rendered: ${(error as Error).message}`); // prettier-ignore
    return fate;
  } catch (error) {
    if (!(error instanceof Problem) || !CLEAR.includes(error.code)) throw error;
    return error.code;
  } finally {
    expect(Date.now() - began).toBeLessThan(PATIENCE_MS);
  }
}

async function rendered({ screen, thumbnail }: { screen: Buffer; thumbnail: Buffer }): Promise<string> {
  for (const made of [screen, thumbnail]) expect((await sharp(made).metadata()).format).toBe('jpeg');
  return 'rendered';
}

/** Of a list of fates, how often each came; the reasons of what could not be rendered do not matter, but must be there. */
const counted = (fates: readonly string[]): Record<string, number> =>
  fates.reduce<Record<string, number>>((sum, fate) => {
    const kind = fate.startsWith('not rendered: ') && fate.length > 15 ? 'failed with a reason' : fate;
    return { ...sum, [kind]: (sum[kind] ?? 0) + 1 };
  }, {});

describe('A photo that arrives damaged', () => {
  const whole: [string, () => Promise<Buffer>, number][] = [
    ['jpeg', () => aPhoto({ seed: 7, longSide: 320 }), 1],
    ['progressive jpeg', async () => sharp(await aPhoto({ seed: 8, longSide: 320 })).jpeg({ progressive: true }).toBuffer(), 1],
    ['png', () => aPhoto({ seed: 9, longSide: 320, format: 'png' }), 1],
    ['webp', () => aPhoto({ seed: 10, longSide: 320, format: 'webp' }), 1],
    ['heic', () => Promise.resolve(aHeic()), 10],
  ]; // prettier-ignore

  it.each(whole)('cut off at every hundredth (or tenth) of its length: %s', async (_, make, step) => {
    const content = await make();
    expect(await fateOf(content)).toBe('rendered');
    const fates: string[] = [];
    for (let percent = 0; percent < 99; percent += step)
      fates.push(await fateOf(content.subarray(0, Math.floor((content.length * percent) / 100))));
    // The kind is told by the first bytes: without them it is no photo at all.
    expect(fates[0]).toBe('unsupported-file');
    expect(fates.slice(1).filter((fate) => fate !== 'unreadable-image' && fate !== 'unsupported-file')).toEqual([]); // prettier-ignore
  });

  it.each(whole)('with bits that flipped, by a seed: %s', async (_, make, step) => {
    const content = await make();
    let state = 20_260_105;
    const next = (below: number): number => (state = (state * 1_103_515_245 + 12_345) % 2 ** 31) % below;
    const fates: string[] = [];
    for (let round = 0; round < (step === 1 ? 50 : 8); round++) {
      const damaged = Buffer.from(content);
      for (let flips = 1 + next(8); flips > 0; flips--) damaged[next(damaged.length)]! ^= 1 << next(8);
      // Also in the head, where the lengths and counts stand.
      damaged[next(200)]! ^= 1 << next(8);
      fates.push(await fateOf(damaged));
    }
    const kinds = ['rendered', 'failed with a reason', ...CLEAR];
    expect(Object.keys(counted(fates)).filter((kind) => !kinds.includes(kind))).toEqual([]);
  });
});

describe('A hostile file', () => {
  let test: TestApp;
  let home: BuiltRetrofit;
  let files: HostileFile[];

  beforeAll(async () => {
    test = await createTestApp();
    home = await aRetrofit(test).surveyed().build();
    files = await hostileFiles();
  });
  afterAll(() => test.close());

  const send = (content: Buffer, name: string, language = 'en'): request.Test =>
    test
      .as('caseworker')
      .post(`/api/v1/retrofits/${home.id}/photos`)
      .set('Accept-Language', language)
      .field('stage', 'before')
      .field('roomId', home.rooms.bathroom!)
      .attach('photos', content, name);
  const taken = async (content: Buffer, name: string): Promise<string> => {
    const { body } = await send(content, name).expect(201);
    return (body as { received: { id: string }[] }).received[0]!.id;
  };
  const bytes = async (path: string): Promise<request.Response> =>
    test.as('supervisor').get(path).buffer(true).expect(200);

  it('is answered within ten seconds, by its name, with what it is; what is taken renders or says why not', async () => {
    for (const { name, content, answer } of files) {
      const began = Date.now();
      const { status, body } = await send(content, name);
      expect([name, Date.now() - began < PATIENCE_MS]).toEqual([name, true]);
      if (answer === 'taken') {
        expect([name, status]).toEqual([name, 201]);
        const { id } = (body as { received: [{ id: string }] }).received[0];
        const shown = await test.as('caseworker').get(`/api/v1/photos/${id}/screen`).buffer(true);
        expect([name, shown.status, shown.headers['content-type']]).toEqual([name, 200, 'image/jpeg']);
        continue;
      }
      const [code, kind] = typeof answer === 'string' ? [answer] : answer;
      expect([name, body.code]).toEqual([name, code]);
      const [{ message }] = (body as { errors: [{ message: string }] }).errors;
      expect(message).toContain(`“${name}”`);
      expect([name, kind && (await kindWords(kind, message))]).toEqual([name, kind && true]);
      const chinese = await send(content, name, 'zh-CN');
      expect((chinese.body as { errors: [{ message: string }] }).errors[0].message).toMatch(
        /“.+”[^“]*[一-龥]{2}/,
      );
    }
  });

  /** Each kind has words of its own. */
  const WORDS: Readonly<Record<string, string>> = {
    empty: 'is empty (0 bytes)', animated: 'moving picture', gif: 'is a GIF', avif: 'is an AVIF', tiff: 'is a TIFF', bmp: 'is a BMP', svg: 'drawing (SVG)',
    pdf: 'is a PDF', archive: 'is an archive', video: 'is a video', other: 'holds nothing that is taken',
  }; // prettier-ignore
  const kindWords = (kind: string, message: string): Promise<boolean> => Promise.resolve(message.includes(WORDS[kind]!)); // prettier-ignore

  it('that is a photo and a script too is kept whole, and is nothing but a picture to whoever fetches it', async () => {
    const script = Buffer.from(`<script>alert('${SECRET}')</script>`);
    const content = Buffer.concat([await aPhoto(), script]);
    const id = await taken(content, 'evil.html');
    const original = await bytes(`/photos/${id}/original`);
    expect((original.body as Buffer).equals(content)).toBe(true);
    expect(original.headers).toMatchObject({ 'content-type': 'image/jpeg', 'x-content-type-options': 'nosniff' }); // prettier-ignore
    expect(original.headers['content-disposition']).toContain('filename=evil.jpg');
    for (const kind of ['screen', 'thumbnail']) {
      const made = await bytes(`/photos/${id}/${kind}`);
      expect((made.body as Buffer).includes(SECRET)).toBe(false);
      expect(made.headers).toMatchObject({ 'content-type': 'image/jpeg', 'x-content-type-options': 'nosniff' }); // prettier-ignore
    }
  });

  it('may have any name: it is kept as a name, and never as a path, a line or another direction', async () => {
    const names: [string, string | RegExp][] = [
      ['../../etc/passwd', 'passwd'],
      ['C:\\temp\\照片.jpg', '照片.jpg'],
      ['a\u0085b\u00ad.jpg', 'ab.jpg'],
      ['cod\u202egpj.exe', 'codgpj.exe'],
      ['\u200f\u2066x\u2069.jpg', 'x.jpg'],
      ['<img src=x onerror=alert(1)>.jpg', 'img src=x onerror=alert(1).jpg'],
      ['\u202e\u200f', '#1'],
      [`${'门口台阶'.repeat(100)}.jpg`, /^[门口台阶]{196}\.jpg$/],
      [`${'𠮷'.repeat(300)}.jpg`, /^𠮷{196}\.jpg$/u],
    ];
    for (const [sent, kept] of names) {
      const { body, status } = await send(await aPhoto({ longSide: 160 }), sent);
      expect([sent, status]).toEqual([sent, 201]);
      const [{ id, name }] = (body as { received: [{ id: string; name: string }] }).received;
      if (typeof kept === 'string') expect(name).toBe(kept);
      else expect(name).toMatch(kept);
      const original = await bytes(`/photos/${id}/original`);
      expect(original.headers['content-disposition']).toMatch(/\.jpg(?:"|$)/);
      await test.as('supervisor').get(`/photos/${id}`).expect(200);
    }
    expect((await send(await aPhoto({ longSide: 160 }), '').expect(400)).body.code).toBe('invalid-input');
    // No browser sends such a header; the parser takes none.
    const raw = await send(await aPhoto({ longSide: 160 }), 'a\u001bb\u007f.jpg').expect(400);
    expect(raw.body.code).toBe('malformed-request');
  });

  it('tells nobody outside the office where and with which camera it was taken, byte by byte', async () => {
    const photo = await aTellingPhoto();
    for (const word of [SECRET, SERIAL, 'Exif\0', 'ns.adobe.com']) expect(photo.includes(word)).toBe(true);
    const id = await taken(photo, 'telling.jpg');
    const copies = [
      ...(await Promise.all(['screen', 'thumbnail'].map(async (kind) => (await bytes(`/photos/${id}/${kind}`)).body as Buffer))),
      await test.get(PhotoFiles).screenJpeg(id), // as papers print it
    ]; // prettier-ignore
    for (const copy of copies) {
      for (const word of [SECRET, SERIAL, 'Exif', 'ns.adobe.com', 'Photoshop', 'ICC_PROFILE', 'Maker']) expect([word, copy.includes(word)]).toEqual([word, false]); // prettier-ignore
      expect(segmentsOf(copy).filter((marker) => marker >= 0xe1 && marker <= 0xfe)).toEqual([]);
      expect(copy.subarray(-2).toString('hex')).toBe('ffd9');
    }
    const loadPhoto = (): Promise<Buffer> => Promise.resolve(copies[2]!);
    const paper = await renderAcceptanceReport(smallReport(), { language: 'zh-CN', loadPhoto });
    expect(paper.includes(copies[2]!)).toBe(true);
    for (const word of [SECRET, SERIAL, 'Exif', 'Maker']) expect([word, paper.includes(word)]).toEqual([word, false]); // prettier-ignore
    await test.as('contractor').get(`/photos/${id}/original`).expect(403);
  });

  it('of other colours is shown in those that every screen has', async () => {
    const room = await aPhoto({ seed: 4711 });
    const colour = async (picture: Buffer): Promise<number[]> => {
      const { screen } = await render(picture);
      expect(await sharp(screen).metadata()).toMatchObject({ space: 'srgb', channels: 3, depth: 'uchar' });
      return [...(await sharp(screen).resize(4, 3, { fit: 'fill' }).raw().toBuffer())];
    };
    const near = (a: number[], b: number[], most: number): void => {
      for (const [index, value] of a.entries()) expect(Math.abs(value - b[index]!)).toBeLessThanOrEqual(most);
    };
    const plain = await colour(room);
    near(await colour(await sharp(room).withIccProfile('p3').jpeg({ quality: 95 }).toBuffer()), plain, 5);
    near(await colour(await sharp(room).toColourspace('rgb16').png().toBuffer()), plain, 5);
    near(await colour(await sharp(room).toColourspace('cmyk').jpeg({ quality: 95 }).toBuffer()), plain, 40);
    // A HEIC's profile lies in a box that its decoder passes over.
    const red = { luma: () => 90, chroma: (): [number, number] => [110, 200] };
    const { icc } = await sharp(await sharp(room).withIccProfile('p3').jpeg().toBuffer()).metadata();
    const [plainRed, wideRed] = [await colour(aHeic(red)), await colour(aHeic({ ...red, icc }))];
    expect(wideRed[0]! - plainRed[0]!).toBeGreaterThan(8);
  });

  it('of a phone stands upright, once: the file’s own boxes turn it, and its EXIF data do not turn it again', async () => {
    const bright = (x: number): number => (x < 32 ? 40 : 220);
    const upright = await render(aHeic({ luma: bright, turns: 1 }));
    const { data, info } = await sharp(upright.screen)
      .greyscale()
      .raw()
      .toBuffer({ resolveWithObject: true });
    expect([info.width, info.height]).toEqual([48, 64]);
    // Against the clock: what was at the right is on top.
    expect(data[0]! - data.at(-1)!).toBeGreaterThan(100);
    expect(await readImage(aHeic({ turns: 1 }))).toMatchObject({ mediaType: 'image/heic', width: 48, height: 64 }); // prettier-ignore
  });

  const shared = join(__dirname, '../../../shared/photos');
  (existsSync(shared) ? it : it.skip)('of real cameras is read, or ends with a reason', async () => {
    const fates: Record<string, string> = {};
    for (const folder of ['hostile', 'exif', 'orientation', 'gps'].filter((one) =>
      existsSync(join(shared, one)),
    ))
      // prettier-ignore
      for (const name of readdirSync(join(shared, folder)))
        fates[`${folder}/${name}`] = await fateOf(readFileSync(join(shared, folder, name)));
    expect(Object.entries(fates).filter(([, fate]) => fate !== 'rendered')).toEqual([]);
  });
});

/** The markers of a JPEG's segments, up to its picture. */
function segmentsOf(jpeg: Buffer): number[] {
  const markers: number[] = [];
  for (let at = 2; jpeg[at] === 0xff && jpeg[at + 1] !== 0xda; at += 2 + jpeg.readUInt16BE(at + 2))
    markers.push(jpeg[at + 1]!);
  return markers;
}
