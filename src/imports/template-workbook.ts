import writeXlsxFile from 'write-excel-file/node';
import { Language } from '../platform/i18n/texts';
import { Translate } from '../platform/i18n/translator';
import { fieldsOf, Ledger } from './ledger-fields';
import { fieldLabel } from './value-words';

/** An empty ledger with every column that is understood, for offices that have none of their own. */
export async function templateWorkbook(ledger: Ledger, t: Translate, language: Language): Promise<Buffer> {
  // Which signers have columns is told by the columns themselves.
  const asked = fieldsOf(ledger).filter((field) => field !== 'askedSigners');
  const headers = asked.map((field) => ({ value: fieldLabel(field, language), fontWeight: 'bold' as const })); // prettier-ignore
  const note = [{ value: t('imports.template.note') }];
  return writeXlsxFile([note, headers], {
    sheet: t(`imports.kind.${ledger}`),
    columns: headers.map(() => ({ width: 18 })),
    stickyRowsCount: 2,
  }).toBuffer();
}
