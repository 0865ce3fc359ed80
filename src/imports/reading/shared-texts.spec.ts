import { Readable } from 'node:stream';
import { SharedTexts } from './shared-texts';

const COUNT = 2000;
const part = (): Buffer[] => [
  Buffer.from('<sst>'),
  ...Array.from({ length: COUNT }, (_, index) => Buffer.from(`<si><t>文${index}</t></si>`)),
  Buffer.from('</sst>'),
];

/** Opens the same texts at each call, and counts the calls and the pieces that were taken. */
function counted(): { open: () => Promise<Readable>; opened: () => number; taken: () => number } {
  let [opened, taken] = [0, 0];
  const open = (): Promise<Readable> => {
    opened += 1;
    const pieces = function* (): Generator<Buffer> {
      for (const piece of part()) {
        taken += 1;
        yield piece;
      }
    };
    return Promise.resolve(Readable.from(pieces(), { highWaterMark: 1 }));
  };
  return { open, opened: () => opened, taken: () => taken };
}

async function textAt(texts: SharedTexts, index: number): Promise<string> {
  const first = texts.cell(index).text;
  if (!texts.lacksSome) return first;
  await texts.fetch();
  return texts.cell(index).text;
}

describe('The texts that cells share', () => {
  it('are read no further than they are asked for', async () => {
    const file = counted();
    const texts = new SharedTexts(file.open);
    expect(file.opened()).toBe(0);
    expect(await textAt(texts, 10)).toBe('文10');
    expect(file.taken()).toBeLessThan(50);
    expect(await textAt(texts, 3)).toBe('文3');
    expect(await textAt(texts, COUNT - 1)).toBe(`文${COUNT - 1}`);
    expect(file.opened()).toBe(1);
  });

  it('go on after the file was let go, from where they stood', async () => {
    const file = counted();
    const texts = new SharedTexts(file.open);
    await textAt(texts, 10);
    await texts.release();
    for (const index of [0, 10, 11, 999, COUNT - 1]) expect(await textAt(texts, index)).toBe(`文${index}`);
    expect(file.opened()).toBe(2);
  });

  it('a cell that points behind the last is damaged', async () => {
    const texts = new SharedTexts(counted().open);
    texts.cell(COUNT);
    await texts.fetch();
    expect(() => texts.cell(COUNT)).toThrow('damaged');
    expect(() => new SharedTexts(null).cell(0)).toThrow('damaged');
    expect(() => texts.cell(Number.NaN)).toThrow('damaged');
  });
});
