import { Actor } from '../platform/database/actor';
import { attachment } from '../platform/http/attachment';
import { TantuResponse } from '../platform/http/request';
import { Language } from '../platform/i18n/texts';
import { Translate } from '../platform/i18n/translator';
import { localDay } from '../platform/time/district-time';
import { ExportAudit } from './export-audit';

export const WORKBOOK = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/**
 * Sends a run's workbook, or that of two runs compared, while it is made; one that breaks off in the middle is cut off, so
 * that nobody takes it for whole.
 */
export async function sendWorkbook(
  exportAudit: ExportAudit,
  actor: Actor,
  { id, other = null }: { readonly id: string; readonly other?: string | null },
  { t, language }: { readonly t: Translate; readonly language: Language },
  response: TantuResponse,
): Promise<void> {
  const run = await exportAudit.begin(actor, id, other);
  const parameters = { area: run.areaCode, day: localDay(run.requestedAt) };
  const name = t(other === null ? 'audit.fileName' : 'audit.comparisonFileName', parameters);
  response.status(200).type(WORKBOOK).setHeader('Cache-Control', 'no-store');
  response.setHeader('Content-Disposition', attachment(`${name}.xlsx`));
  const gone = new Promise<void>((resolve) => response.once('close', resolve));
  const written =
    other === null
      ? exportAudit.write(actor, run, language, response)
      : exportAudit.writeComparison(actor, run, other, language, response);
  try {
    await Promise.race([written, gone]);
    response.end();
  } catch (error) {
    response.destroy();
    throw error;
  }
}
