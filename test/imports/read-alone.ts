// Reads a ledger as the job does, all but the database, in a process whose memory is its own: test/run-typescript.mjs test/imports/read-alone.ts FILE
import 'reflect-metadata';
import { createReadStream, statSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { NumberSeal } from '../../src/households/identity/sealed-number';
import { cellsOf, stageRow } from '../../src/imports/stage-row';
import { recognise } from '../../src/imports/recognise';
import { ByteSource } from '../../src/imports/reading/archive';
import { openTable } from '../../src/imports/reading/open-table';
import { calendarDate } from '../../src/platform/time/calendar-date';
import { memoryOf } from '../support/peak-memory';

async function main(path: string): Promise<void> {
  const file = await open(path, 'r');
  const source: ByteSource = {
    size: statSync(path).size,
    stream: (start = 0, end) => createReadStream(path, { start, end: (end ?? statSync(path).size) - 1 }),
    read: async (start, end) => (await file.read(Buffer.alloc(end - start), 0, end - start, start)).buffer,
  };
  const table = await openTable(source, path);
  const { sheet, header, year } = await recognise(table, 'applications', '2020年.xlsx');
  const seal = new NumberSeal({
    encryptionKey: Buffer.alloc(32, 1),
    sessionKey: Buffer.alloc(32),
    checkpointSeed: Buffer.alloc(32),
  });
  const context = { ledger: 'applications', columns: header.columns, year, today: calendarDate('2026-01-01'), seal } as const; // prettier-ignore
  let [rows, problems] = [0, 0];
  for await (const row of table.rows(sheet)) {
    if (row.number <= header.row) continue;
    const staged = stageRow({ number: row.number, cells: cellsOf(row), corrections: {} }, context);
    rows += 1;
    problems += staged.problems.length;
  }
  await file.close();
  process.stdout.write(JSON.stringify({ rows, problems, mb: memoryOf('self').most }));
}

void main(process.argv[2]!);
