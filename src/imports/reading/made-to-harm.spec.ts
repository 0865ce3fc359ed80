import { Readable } from 'node:stream';
import { runInNewContext } from 'node:vm';
import { aZip } from '../../../test/builders/zip';
import { ByteSource } from './archive';
import { cellFormats } from './cell-formats';
import { MergedRows, Merges } from './merges';
import { SharedTexts, textIn } from './shared-texts';
import { sheetRows } from './sheet-rows';
import { Workbook } from './workbook';
import { elements, tags } from './xml';

const MIB = 1_048_576;
const megabyte = (of: string): string => of.repeat(Math.ceil(MIB / of.length));
/** Reading once takes milliseconds; what looks from each beginning to the end takes minutes, and is stopped. */
const SECONDS = 10_000;
const inTime = <Result>(work: () => Result): Result =>
  runInNewContext('work()', { work }, { timeout: SECONDS }) as Result;

const source = (bytes: Buffer): ByteSource => ({
  size: bytes.length,
  stream: (start = 0, end = bytes.length) => Readable.from([bytes.subarray(start, end)]),
  read: (start, end) => Promise.resolve(bytes.subarray(start, end)),
});
const streamOf = (...parts: string[]): Readable => Readable.from(parts.map((part) => Buffer.from(part)));

async function rowsOf(sheet: string): Promise<unknown[]> {
  const rows: unknown[] = [];
  const merges = (await Merges.read(streamOf(sheet))).begin();
  for await (const row of sheetRows(streamOf(sheet), { texts: new SharedTexts(null), formats: [], isMac: false, merges })) rows.push(row); // prettier-ignore
  return rows;
}

describe('A workbook that is made to keep the reader busy', () => {
  it.each([['<t>'], ['<t '], ['<rPh>'], ['<rPh><t>'], ['<x:t>'], ['</t'], ['<t></t']])('a shared text of %s repeated is read once', (part) => {
    expect(inTime(() => textIn(`<si>${megabyte(part)}`))).toBe('');
  }); // prettier-ignore

  it.each([['<numFmt ', ''], ['<cellXfs ', ''], ['<cellXfs>', ''], ['<cellXfs><xf ', ''], ['<numFmt formatCode="', `${'['.repeat(1000)}"/>`]])('styles of %s repeated are read once, or refused', (begin, end) => {
    inTime(() => {
      try {
        cellFormats(megabyte(begin + end));
      } catch (error) {
        expect(error).toMatchObject({ fault: 'tooManyPieces' });
      }
    });
  }); // prettier-ignore

  it('a list of sheets that never ends is refused in its upload', async () => {
    expect(() => inTime(() => tags(megabyte('<sheet '), 'sheet', 1000))).toThrow('tooManyPieces');
    const content = [
      { name: 'xl/workbook.xml', content: `<workbook>${megabyte('<sheet ')}` },
      { name: 'xl/_rels/workbook.xml.rels', content: '<Relationships></Relationships>' },
    ];
    await expect(Workbook.open(source(aZip(content)))).rejects.toMatchObject({ fault: 'tooManyPieces', facts: { limit: 1000 } }); // prettier-ignore
  });

  it.each([['<c>'], ['<c '], ['<c r="A1" t="str"><v>'], ['<x:c>'], ['<mergeCell '], ['<mergeCell ref="'], ['<sheetData ']])('a row of %s repeated is read once', async (part) => {
    const started = Date.now();
    expect(await rowsOf(`<worksheet><sheetData><row r="1">${megabyte(part)}</row></sheetData></worksheet>`)).toEqual([]); // prettier-ignore
    expect(Date.now() - started).toBeLessThan(SECONDS);
  }); // prettier-ignore

  it('an end that never comes is looked for once', async () => {
    const started = Date.now();
    const read = async (): Promise<void> => {
      for await (const _ of elements(streamOf(megabyte('<sheetData ')), 'row', 'sheetData')) void _;
    };
    await expect(read()).rejects.toMatchObject({ fault: 'damaged' });
    expect(Date.now() - started).toBeLessThan(SECONDS);
  });

  it('empty shared texts by the million are refused, however small the file', async () => {
    const part = '<si/>'.repeat(100_000);
    const stream = Readable.from((function* () { yield Buffer.from('<sst>'); for (let sent = 0; sent <= 60; sent++) yield Buffer.from(part); })()); // prettier-ignore
    const texts = new SharedTexts(() => Promise.resolve(stream));
    expect(texts.cell(4_999_999).text).toBe('');
    texts.cell(6_000_000);
    await expect(texts.fetch()).rejects.toMatchObject({ fault: 'tooManyPieces', facts: { limit: 5_000_000 } }); // prettier-ignore
  });

  it('merged cells by the hundred thousand are refused, and so are those that lie upon one another or reach beyond every column', async () => {
    const merges = (reference: string, times: number): Readable => streamOf(`<mergeCell ref="${reference}"/>`.repeat(times)); // prettier-ignore
    await expect(Merges.read(merges('A1:B2', 200_001))).rejects.toMatchObject({ fault: 'tooManyPieces' });
    const fill = (of: Merges): ReadonlySet<number> => {
      const rows: MergedRows = of.begin();
      rows.fill(1, new Map([[0, { text: '甲' }]]));
      return rows.fill(2, new Map());
    };
    const upon = await Merges.read(merges('A1:ALL9', 10));
    expect(() => fill(upon)).toThrow('damaged');
    const wide = await Merges.read(merges('A1:ZZZZZZZ9', 1));
    expect([...inTime(() => fill(wide))]).toEqual([0]);
  });
});
