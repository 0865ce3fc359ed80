import { parse } from 'csv-parse';
import { RawCell } from '../parsing/parse-row';
import { ByteSource } from './archive';
import { MOST_COLUMNS, MOST_ROWS, SheetRow, TableFile } from './table';
import { UnreadableFile } from './unreadable';

type Encoding = 'utf-8' | 'gb18030' | 'utf-16le' | 'utf-16be';

const SEPARATORS = [',', '\t', ';', '|', '，'];
/** From these lines the separator is told. */
const SAMPLE = 65_536;
const MOST_RECORD = 1_000_000;
const NOTHING: ReadonlySet<number> = new Set();

/** A text file with separators (.csv), in UTF-8, UTF-16 or GB18030 as Chinese Windows writes it. */
export class TextTable implements TableFile {
  private constructor(
    private readonly source: ByteSource,
    private readonly name: string,
    private readonly encoding: Encoding,
    private readonly separator: string,
  ) {}

  /** @param name the sheet's name in addresses. @throws UnreadableFile unknownEncoding */
  static async open(source: ByteSource, name: string): Promise<TextTable> {
    const encoding = await encodingOf(source);
    const sample = new TextDecoder(encoding).decode(await source.read(0, Math.min(SAMPLE, source.size)));
    if (/[\0\x01-\x08]/.test(sample)) throw new UnreadableFile('otherFormat');
    return new TextTable(source, name, encoding, separatorOf(sample));
  }

  get sheets(): readonly string[] {
    return [this.name];
  }

  rowCount(): Promise<number> {
    return Promise.resolve(0);
  }

  async *rows(sheet: string): AsyncGenerator<SheetRow> {
    if (sheet !== this.name) throw new UnreadableFile('noSuchSheet', { sheet });
    const parser = parse({
      delimiter: this.separator,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: false,
      max_record_size: MOST_RECORD,
      bom: true,
    });
    const text = decoded(this.source.stream(), this.encoding);
    void feed(text, parser);
    let number = 0;
    try {
      for await (const record of parser as AsyncIterable<string[]>) {
        number += 1;
        if (number > MOST_ROWS) throw new UnreadableFile('tooManyRows', { limit: MOST_ROWS });
        const cells = cellsOf(record);
        if (cells.size > 0) yield { number, cells, continued: NOTHING };
      }
    } catch (error) {
      throw (error as { code?: string }).code?.startsWith('CSV_') ? new UnreadableFile('damaged') : error;
    }
  }
}

/** Hands the text over piece by piece, as fast as it is taken. */
async function feed(text: AsyncIterable<string>, parser: ReturnType<typeof parse>): Promise<void> {
  try {
    for await (const piece of text) {
      if (parser.destroyed) return;
      if (!parser.write(piece)) await new Promise<void>((go) => {
        parser.once('drain', go);
        parser.once('close', go);
      });
    }
    parser.end();
  } catch (error) {
    parser.destroy(error as Error);
  }
} // prettier-ignore

function cellsOf(record: readonly string[]): Map<number, RawCell> {
  const cells = new Map<number, RawCell>();
  for (const [index, text] of record.slice(0, MOST_COLUMNS).entries()) {
    // ="410402…" is how some keep a spreadsheet from rounding a number.
    const bare = /^="(.*)"$/.exec(text)?.[1] ?? text;
    if (bare.trim() !== '') cells.set(index, { text: bare });
  }
  return cells;
}

/** Bytes of GB18030 are hardly ever good UTF-8, and the other way round nothing fails: so UTF-8 is tried on all. */
async function encodingOf(source: ByteSource): Promise<Encoding> {
  const [first, second] = await source.read(0, 2);
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  for (const encoding of ['utf-8', 'gb18030'] as const) if (await isAll(source, encoding)) return encoding;
  throw new UnreadableFile('unknownEncoding');
}

async function isAll(source: ByteSource, encoding: Encoding): Promise<boolean> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  try {
    for await (const chunk of source.stream() as AsyncIterable<Buffer>) decoder.decode(chunk, { stream: true });
    decoder.decode();
    return true;
  } catch (error) {
    if ((error as { code?: string }).code === 'ERR_ENCODING_INVALID_ENCODED_DATA') return false;
    throw error;
  }
} // prettier-ignore

async function* decoded(stream: AsyncIterable<Buffer>, encoding: Encoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding);
  for await (const chunk of stream) yield decoder.decode(chunk, { stream: true });
  yield decoder.decode();
}

/** The sign that stands in most lines, outside of quotes, equally often. */
function separatorOf(sample: string): string {
  const lines = sample.replace(/"[^"]*"/g, '').split(/\r\n|\n|\r/).slice(0, 30); // prettier-ignore
  const count = (separator: string): number => lines.filter((line) => line.includes(separator)).length * 1000 + Math.max(0, ...lines.map((line) => line.split(separator).length)); // prettier-ignore
  return SEPARATORS.reduce((best, one) => (count(one) > count(best) ? one : best));
}
