import sharp from 'sharp';
import { decode } from './decoding';
import { isWholeJpeg } from './whole-jpeg';

const noise = (width: number, height: number): sharp.Sharp =>
  sharp({ create: { width, height, channels: 3, background: '#888', noise: { type: 'gaussian', mean: 128, sigma: 40 } } }); // prettier-ignore

/** A photo with a preview in its EXIF, which has an end of image of its own. */
async function photo(options: sharp.JpegOptions): Promise<Buffer> {
  const preview = await noise(40, 30).jpeg().toBuffer();
  const picture = await noise(300, 200).jpeg(options).toBuffer();
  const length = Buffer.alloc(2);
  length.writeUInt16BE(preview.length + 2);
  return Buffer.concat([picture.subarray(0, 2), Buffer.from([0xff, 0xe1]), length, preview, picture.subarray(2)]);
} // prettier-ignore

describe.each([
  ['baseline', {}],
  ['progressive', { progressive: true }],
])('A %s JPEG', (_name, options) => {
  it('is whole to its last byte, also with something behind it', async () => {
    const whole = await photo(options);
    expect(isWholeJpeg(whole)).toBe(true);
    expect(isWholeJpeg(Buffer.concat([whole, Buffer.from('<script>')]))).toBe(true);
  });

  it('is not whole when cut off anywhere, exactly where the decoder says so', async () => {
    const whole = await photo(options);
    for (let percent = 1; percent < 100; percent++) {
      const cut = whole.subarray(0, Math.floor((whole.length * percent) / 100));
      expect({ percent, isWhole: isWholeJpeg(cut) }).toEqual({ percent, isWhole: false });
      await expect(decode(cut).raw().toBuffer()).rejects.toThrow();
    }
  });
});
