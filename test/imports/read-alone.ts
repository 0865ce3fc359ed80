// Reads a ledger as the job does, all but the database, in a process whose memory is its own: test/run-typescript.mjs test/imports/read-alone.ts FILE
import 'reflect-metadata';
import { createReadStream, statSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { ByteSource } from '../../src/imports/reading/archive';
import { openTable } from '../../src/imports/reading/open-table';
import { recognise } from '../../src/imports/recognise';
import { stageInThread } from '../../src/imports/staging/staging';
import { calendarDate } from '../../src/platform/time/calendar-date';
import { memoryOf } from '../support/peak-memory';

async function main(path: string): Promise<void> {
  const file = await open(path, 'r');
  const { size } = statSync(path);
  const source: ByteSource = {
    size,
    stream: (start = 0, end = size) => createReadStream(path, { start, end: end - 1 }),
    read: async (start, end) => (await file.read(Buffer.alloc(end - start), 0, end - start, start)).buffer,
  };
  const { sheet, header, year } = await recognise(
    await openTable(source, path),
    'applications',
    '2020年.xlsx',
  );
  const key = Buffer.alloc(32, 1);
  const { batches } = await stageInThread(source, {
    reading: {
      ledger: 'applications', sheet, headerRow: header.row, headerRows: header.rows, columns: header.columns, year, done: 0,
      today: calendarDate('2026-01-01'),
    },
    fileName: path,
    size,
    secrets: { encryptionKey: key, sessionKey: key, checkpointSeed: key },
  }); // prettier-ignore
  let [rows, problems] = [0, 0];
  for await (const { keys } of batches) {
    rows += keys.length;
    problems += keys.reduce((sum, key) => sum + key.problems.length, 0);
  }
  await file.close();
  process.stdout.write(JSON.stringify({ rows, problems, mb: memoryOf('self').most }));
}

void main(process.argv[2]!);
