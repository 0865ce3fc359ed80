import { ArchiveEntry, ByteSource, openArchive } from './archive';
import { cellFormats, CellFormat } from './cell-formats';
import { Merges } from './merges';
import { SharedTexts } from './shared-texts';
import { sheetRows } from './sheet-rows';
import { SheetRow, TableFile } from './table';
import { UnreadableFile } from './unreadable';
import { attribute, elements, tags, wholeText } from './xml';

/** 200,000 rows of 40 columns have about 400 MB of XML; what declares more than this is no ledger. */
const LIMITS = { entries: 5000, unpacked: 1_500_000_000, eachUnpacked: 1_200_000_000 };
const MOST_SHEETS = 1000;

interface Sheet {
  readonly name: string;
  readonly entry: ArchiveEntry;
}

/**
 * A workbook (.xlsx), row by row. It is read as a stream: of the whole file, only the texts that cells share and
 * the merged ranges are held.
 */
export class Workbook implements TableFile {
  private readonly merges = new Map<string, Promise<Merges>>();

  private constructor(
    private readonly content: readonly Sheet[],
    private readonly texts: SharedTexts,
    private readonly formats: readonly CellFormat[],
    private readonly isMac: boolean,
  ) {}

  /** @throws UnreadableFile */
  static async open(source: ByteSource): Promise<Workbook> {
    const entries = new Map((await openArchive(source, LIMITS)).map((entry) => [entry.name.replace(/^\//, ''), entry] as const)); // prettier-ignore
    const main = entries.get('xl/workbook.xml');
    if (!main) throw new UnreadableFile('otherFormat');
    const book = await wholeText(await main.open());
    const strings = entries.get('xl/sharedStrings.xml');
    const styles = entries.get('xl/styles.xml');
    const sheets = await sheetsOf(book, entries);
    if (sheets.length === 0) throw new UnreadableFile('empty');
    return new Workbook(
      sheets,
      new SharedTexts(strings ? () => strings.open() : null),
      styles ? cellFormats(await wholeText(await styles.open())) : [],
      tags(book, 'workbookPr', MOST_SHEETS).some((tag) =>
        /^(?:1|true)$/.test(attribute(tag, 'date1904') ?? ''),
      ),
    );
  }

  get sheets(): readonly string[] {
    return this.content.map(({ name }) => name);
  }

  async *rows(sheet: string): AsyncGenerator<SheetRow> {
    const merges = await this.mergesOf(sheet);
    const { texts, formats, isMac } = this;
    try {
      yield* sheetRows(await this.sheet(sheet).entry.open(), {
        texts,
        formats,
        isMac,
        merges: merges.begin(),
      });
    } finally {
      await texts.release();
    }
  }

  async rowCount(sheet: string): Promise<number> {
    return (await this.mergesOf(sheet)).lastRow;
  }

  private sheet(name: string): Sheet {
    const found = this.content.find((sheet) => sheet.name === name);
    if (!found) throw new UnreadableFile('noSuchSheet', { sheet: name });
    return found;
  }

  private mergesOf(name: string): Promise<Merges> {
    const known = this.merges.get(name) ?? this.sheet(name).entry.open().then((stream) => Merges.read(stream)); // prettier-ignore
    this.merges.set(name, known);
    return known;
  }
}

/** The visible sheets in their order. */
async function sheetsOf(book: string, entries: ReadonlyMap<string, ArchiveEntry>): Promise<Sheet[]> {
  const targets = await targetsOf(entries.get('xl/_rels/workbook.xml.rels'));
  return tags(book, 'sheet', MOST_SHEETS).flatMap((tag) => {
    const target = targets.get(attribute(tag, 'id') ?? '');
    const entry = target && entries.get(target);
    const isHidden = (attribute(tag, 'state') ?? 'visible') !== 'visible';
    return entry && !isHidden ? [{ name: attribute(tag, 'name') ?? '', entry }] : [];
  });
}

async function targetsOf(relations: ArchiveEntry | undefined): Promise<Map<string, string>> {
  if (!relations) throw new UnreadableFile('damaged');
  const targets = new Map<string, string>();
  for await (const found of elements(await relations.open(), 'Relationship', 'Relationships'))
    for (const tag of found) {
      const target = attribute(tag, 'Target') ?? '';
      if (!/\/worksheet$/.test(attribute(tag, 'Type') ?? '')) continue;
      targets.set(attribute(tag, 'Id') ?? '', target.startsWith('/') ? target.slice(1) : `xl/${target}`);
    }
  return targets;
}
