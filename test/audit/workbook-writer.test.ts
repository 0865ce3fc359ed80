import { PassThrough, Writable } from 'node:stream';
import readXlsxFile from 'read-excel-file/node';
import { SheetCell, WorkbookWriter } from '../../src/platform/spreadsheets/workbook-writer';

async function written(write: (book: WorkbookWriter) => Promise<void>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  const out = new Writable({
    write: (chunk: Buffer, _, done) => {
      chunks.push(chunk);
      done();
    },
  });
  const book = new WorkbookWriter(out);
  await write(book);
  await book.end();
  return Buffer.concat(chunks);
}

describe('A workbook that is written row by row', () => {
  it('is read by others as it was written: blank cells, numbers, texts that look like formulas or markup', async () => {
    const rows: SheetCell[][] = [['规则', 'Finding'], [null, 1.5], [], ['=1+1', '<b>&"\u0001\ud800']];
    const file = await written(async (book) => {
      await book.sheet('疑点/1', [10, 20], rows);
      await book.sheet('Second', [10], [['end']]);
    });
    const sheets = await readXlsxFile(file);
    expect(sheets.map(({ sheet }) => sheet)).toEqual(['疑点 1', 'Second']);
    expect(sheets[0]!.data).toEqual([
      ['规则', 'Finding'],
      [null, 1.5],
      [null, null],
      ['=1+1', '<b>&"'],
    ]);
  });

  it('waits for a reader that is slow, so that it holds no more than it has to', async () => {
    const out = new PassThrough({ highWaterMark: 1024 });
    const book = new WorkbookWriter(out);
    let made = 0;
    function* rows(): Generator<readonly SheetCell[]> {
      for (; made < 200_000; made += 1) yield [made, Math.sin(made).toString(36)];
    }
    const writing = book.sheet('Many', [10, 20], rows());
    await new Promise((later) => setTimeout(later, 300));
    expect(made).toBeLessThan(100_000);
    out.resume();
    await writing;
    expect(made).toBe(200_000);
  });

  it('says what went wrong with the rows, and does not hang', async () => {
    const book = new WorkbookWriter(new PassThrough().resume());
    function* rows(): Generator<readonly SheetCell[]> {
      yield ['one'];
      throw new Error('the database went away');
    }
    await expect(book.sheet('Cut', [10], rows())).rejects.toThrow('the database went away');
  });
});
