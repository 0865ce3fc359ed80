import { createReadStream, statSync } from 'node:fs';
import { basename } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { INestApplicationContext } from '@nestjs/common';
import { ApplyImport } from '../imports/apply-import';
import { ContinueImport } from '../imports/continue-import';
import { ImportOverview, ImportReader } from '../imports/import-reader';
import { ApplyImportDto, IMPORT_KINDS, SettleMappingDto, StartImportDto } from '../imports/imports.dto';
import { cellAddress } from '../imports/parsing/cell-address';
import { LEDGERS } from '../imports/ledger-fields';
import { LedgerFiles } from '../imports/ledger-files';
import { SettleMapping } from '../imports/settle-mapping';
import { StartImport } from '../imports/start-import';
import { importsTexts } from '../imports/imports.texts';
import { systemActor } from '../platform/database/actor';
import { readForm } from '../platform/http/validation';
import { Problem } from '../platform/problems/problem';
import { localDay } from '../platform/time/district-time';
import { CliContext } from './installation-for-cli';
import { problemInWords } from './problem-in-words';

const ACTOR = systemActor('command-line');
const POLL_MS = 500;
/** Lines of problems that are printed; the page has them all. */
const MOST_PROBLEMS = 100;

export const IMPORT_USAGE =
  '--ledger applications|works|acceptance|programmes --area CODE [--year YEAR] [--reason TEXT --document TEXT] FILE; or --photos --area CODE FILE.zip. Recognises the columns and applies at once what can be read. CODE is the division code of the district, such as 990401. Exits with 1 when rows wait to be corrected or photos to be assigned, which their page does, with 2 when nothing could be read';

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const tell = (line: string): void => void process.stderr.write(line);

/**
 * Brings one file in, from the upload to the records, as the pages do it: columns as they are recognised or were
 * settled before. Progress goes to stderr.
 * @returns 0 when every row was taken, 1 when some wait to be corrected, 2 when it was called wrongly or the file can't be read
 */
export async function importLedger(context: CliContext, args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { ledger: { type: 'string' }, photos: { type: 'boolean' }, area: { type: 'string' }, year: { type: 'string' }, reason: { type: 'string' }, document: { type: 'string' } },
  }); // prettier-ignore
  const [path] = positionals;
  if (!path || positionals.length > 1) {
    tell(`Usage: npm run -s tantu -- import ${IMPORT_USAGE}\n`);
    return 2;
  }
  const ledger = values.photos ? 'photos' : values.ledger;
  const fault = callFault(path, ledger);
  if (fault !== null) {
    tell(`${fault}\n`);
    return 2;
  }
  const app = await context.app();
  try {
    const { id, isKnown } = await start(app, path, { ledger, areaCode: values.area, year: values.year });
    const before = await app.get(ImportReader).show(ACTOR, id);
    if (isKnown)
      tell(
        `This very file is known since ${localDay(before.found.recordedAt)}; going on with that import.\n`,
      );
    if (isKnown && before.found.state === 'applied') return report(before, app, 'nothing was applied now');
    return report(await bring(app, id, { reason: values.reason, document: values.document }), app);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    for (const line of problemInWords(error)) tell(`${line.replace('--area-code:', '--area:')}\n`);
    return 2;
  }
}

/** What can be told without an installation; null where nothing is wrong. */
function callFault(path: string, ledger: string | undefined): string | null {
  if (!(IMPORT_KINDS as readonly (string | undefined)[]).includes(ledger)) return `--ledger must be one of ${LEDGERS.join(', ')}; or give --photos`; // prettier-ignore
  return statSync(path, { throwIfNoEntry: false })?.isFile() ? null : `no such file: ${path}`;
}

async function start(
  app: INestApplicationContext,
  path: string,
  input: object,
): Promise<{ id: string; isKnown: boolean }> {
  const dto = await readForm(StartImportDto, input);
  const file = await app.get(LedgerFiles).receive(createReadStream(path), statSync(path).size);
  return app.get(StartImport).execute(ACTOR, dto, [{ name: basename(path), file }]);
}

async function bring(app: INestApplicationContext, id: string, why: object): Promise<ImportOverview> {
  let seen = await app.get(ImportReader).show(ACTOR, id);
  if (seen.found.state === 'mapping') {
    const { sheet, headerRow, headerRows, year, columns } = seen.found;
    const mapping = { sheet, headerRow: String(headerRow), twoRows: headerRows === 2 ? 'yes' : '', year: year === null ? null : String(year), columns: columns.map(({ index, field }) => ({ index, field })) }; // prettier-ignore
    await app.get(SettleMapping).execute(ACTOR, id, await readForm(SettleMappingDto, mapping));
  }
  seen = await work(app, id);
  if (seen.found.state !== 'preview') return seen;
  await app.get(ApplyImport).execute(ACTOR, id, await readForm(ApplyImportDto, why));
  return work(app, id);
}

/** Does the work here; where a running server's worker is at it too, waits for whoever comes first. */
async function work(app: INestApplicationContext, id: string): Promise<ImportOverview> {
  let isDone = false;
  const working = app
    .get(ContinueImport)
    .execute({ importId: id })
    .finally(() => (isDone = true));
  working.catch(() => undefined); // it is awaited below; until then a failure must not end the program
  for (;;) {
    const seen = await app.get(ImportReader).show(ACTOR, id);
    const { state, headerRow, headerRows, ledger } = seen.found;
    // Rows of the ledger, without those of its header.
    const above = ledger === 'photos' ? 0 : headerRow + headerRows - 1;
    const [done, total] = [Math.max(0, seen.found.done - above), Math.max(0, seen.found.total - above)];
    tell(`\r${state} ${done}${total > 0 ? ` of ${total}` : ''}   `);
    const isRunning = state === 'reading' || state === 'applying';
    if (isDone && !isRunning) {
      tell('\n');
      await working;
      return seen;
    }
    await (isDone || !isRunning ? Promise.race([working, wait(POLL_MS)]) : wait(POLL_MS));
    if (isDone) await working;
  }
}

async function report({ found, rows, photos, applied }: ImportOverview, app: INestApplicationContext, instead?: string): Promise<number> {
  if (found.fault) {
    tell(`${inEnglish(`imports.file.${found.fault.fault}`)}\n`);
    return 2;
  }
  say(`import ${found.id}`);
  if (photos) {
    say(`${photos.photos} photos, ${instead ?? `${photos.applied} applied`}, ${photos.unmatched} to be assigned`);
    return photos.unmatched === 0 ? 0 : 1;
  }
  say(`${rows!.rows} rows, ${instead ?? `${applied} applied`}, ${rows!.stopped} to be corrected, ${rows!.withProblems} with problems`);
  const { items } = await app.get(ImportReader).rowsOf(ACTOR, found.id, { filter: 'problems', limit: MOST_PROBLEMS });
  for (const row of items)
    for (const { column, field, fault } of row.problems)
      say(`${column === null ? `${found.sheet}!${row.rowNumber}` : cellAddress(found.sheet, column, row.rowNumber)} ${field ?? ''} ${inEnglish(`imports.fault.${fault}`)}`);
  return rows!.stopped === 0 ? 0 : 1;
} // prettier-ignore

/** The operator's words are English, as the other commands' are. */
function inEnglish(key: string): string {
  const entries: Readonly<Record<string, { en: string } | undefined>> = importsTexts.entries;
  return entries[key.replace(/^imports\./, '')]?.en.replace(/\{[^}]*\}/g, '…') ?? key;
}
