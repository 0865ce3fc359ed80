import { Actor } from '../platform/database/actor';
import { TantuResponse } from '../platform/http/request';
import { Language } from '../platform/i18n/texts';
import { ExportAudit } from './export-audit';

export const WORKBOOK = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** Sends a run's workbook while it is made; one that breaks off in the middle is cut off, so that nobody takes it for whole. */
export async function sendWorkbook(
  exportAudit: ExportAudit,
  actor: Actor,
  id: string,
  language: Language,
  response: TantuResponse,
): Promise<void> {
  const run = await exportAudit.begin(actor, id);
  response.status(200).type(WORKBOOK).setHeader('Cache-Control', 'no-store');
  response.setHeader('Content-Disposition', `attachment; filename="tantu-audit-${run.areaCode}-${id.slice(0, 8)}.xlsx"`); // prettier-ignore
  const gone = new Promise<void>((resolve) => response.once('close', resolve));
  try {
    await Promise.race([exportAudit.write(actor, run, language, response), gone]);
    response.end();
  } catch (error) {
    response.destroy();
    throw error;
  }
}
