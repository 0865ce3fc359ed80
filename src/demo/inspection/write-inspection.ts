import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import writeXlsxFile, { SheetData } from 'write-excel-file/node';
import { Ledger, LEDGER_FIELDS, LedgerField } from '../../imports/ledger-fields';
import { CasePhoto, inspectionCases, InspectionCase } from './inspection-cases';
import { acceptanceRow, applicationRow, LedgerRow, programmeRow, worksRow } from './inspection-rows';
import { RETROFITS } from './irregularities';

/** What was written, for whoever imports it. */
export interface InspectionFiles {
  readonly ledgers: Readonly<Record<Ledger, string>>;
  /** Folder of the photos: year / name and last digits of the ID number / item, stage and number. */
  readonly photos: string;
  readonly cases: readonly InspectionCase[];
}

const FILES: Readonly<Record<Ledger, { file: string; title: string }>> = {
  programmes: { file: '年度任务台账.xlsx', title: '青石区残联无障碍改造年度任务台账' },
  applications: { file: '申请台账.xlsx', title: '青石区残疾人家庭无障碍改造申请审批台账' },
  works: { file: '施工合同台账.xlsx', title: '青石区残疾人家庭无障碍改造施工及合同台账' },
  acceptance: { file: '验收台账.xlsx', title: '青石区残疾人家庭无障碍改造验收台账' },
};

/** Writes the ledgers and photos of the inspected district into a folder; the same every time. */
export async function writeInspection(folder: string): Promise<InspectionFiles> {
  const cases = inspectionCases();
  await mkdir(folder, { recursive: true });
  const rows: Record<Ledger, LedgerRow[]> = {
    programmes: Object.keys(RETROFITS).map((year) => programmeRow(Number(year))),
    applications: cases.map(applicationRow),
    works: cases.map(worksRow),
    acceptance: cases.map(acceptanceRow),
  };
  const ledgers = {} as Record<Ledger, string>;
  for (const ledger of Object.keys(FILES) as Ledger[]) {
    ledgers[ledger] = join(folder, FILES[ledger].file);
    await writeLedger(ledgers[ledger], FILES[ledger].title, rows[ledger]);
  }
  const photos = join(folder, '照片');
  for (const one of cases) await writePhotos(photos, one);
  return { ledgers, photos, cases };
}

/** A title over all columns, an empty line, the headers, the rows: as offices lay them out. */
async function writeLedger(path: string, title: string, rows: readonly LedgerRow[]): Promise<void> {
  const fields = Object.keys(rows[0]!) as LedgerField[];
  const cell = (value: LedgerRow[LedgerField]) => {
    if (value instanceof Date) return { value, type: Date, format: 'yyyy-mm-dd' };
    return value === null || value === undefined
      ? null
      : { value, type: typeof value === 'number' ? Number : String };
  };
  const data: SheetData = [
    [{ value: title, columnSpan: fields.length }],
    [],
    fields.map((field) => ({ value: LEDGER_FIELDS[field].zh[0], fontWeight: 'bold' as const })),
    ...rows.map((row) => fields.map((field) => cell(row[field]))),
  ];
  await writeXlsxFile(data).toFile(path);
}

async function writePhotos(folder: string, { year, person, photos }: InspectionCase): Promise<void> {
  if (photos.length === 0) return;
  const home = join(folder, String(year), `${person.name}_${person.idNumber.slice(-4)}`);
  await mkdir(home, { recursive: true });
  for (const photo of photos)
    await writeFile(join(home, `${photo.item}_${photo.stage}_1.jpg`), await drawn(photo));
}

/** A small picture with the camera's time in it, other than that of any other seed. */
async function drawn({ seed, takenOn }: CasePhoto): Promise<Buffer> {
  const [width, height] = [48, 36];
  const pixels = Buffer.alloc(width * height * 3);
  for (let at = 0; at < pixels.length; at++)
    pixels[at] = (seed * 31 + at * (7 + (seed % 13)) + (at >> 5) * seed) % 256;
  return sharp(pixels, { raw: { width, height, channels: 3 } })
    .jpeg({ quality: 80 })
    .withExif({
      IFD0: { Make: 'Tantu', Model: 'Sample' },
      IFD2: { DateTimeOriginal: `${takenOn.replaceAll('-', ':')} 10:00:00`, OffsetTimeOriginal: '+08:00' },
    })
    .toBuffer();
}
