import { calendarDate } from '../../src/platform/time/calendar-date';
import { FileStorage } from '../../src/platform/storage/file-storage';
import { DecideWaiver } from '../../src/waivers/decide-waiver';
import { RequestWaiver } from '../../src/waivers/request-waiver';
import { RequestWaiverDto } from '../../src/waivers/waivers.dto';
import { PersonKey } from '../support/people';
import { TestApp } from '../support/test-app';

export const SCAN = Buffer.from('%PDF-1.7\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF\n');

export type WaiverTraits = Omit<Partial<RequestWaiverDto>, 'documentDate'> & {
  documentDate: string;
  by?: PersonKey;
};

export function aWaiverInput({ documentDate, by: _, ...change }: WaiverTraits): RequestWaiverDto {
  return {
    rule: 'C12',
    reason: '市残联同意年底前先行改造，计入下一年度指标。',
    authority: '样板市残疾人联合会',
    documentNumber: '样市残〔2021〕88号',
    ...change,
    documentDate: calendarDate(documentDate),
  };
}

/** A waiver that is asked for and not decided. @returns its id */
export async function aWaiverRequest(
  test: TestApp,
  retrofitId: string,
  traits: WaiverTraits,
): Promise<string> {
  const file = await test.get(FileStorage).put(SCAN);
  const actor = test.actors[traits.by ?? 'caseworker'];
  const files = [{ name: '同意函.pdf', file }];
  return (await test.get(RequestWaiver).execute(actor, retrofitId, aWaiverInput(traits), files)).id;
}

/** Asked for by the caseworker, approved by the supervisor. @returns its id */
export async function anApprovedWaiver(
  test: TestApp,
  retrofitId: string,
  traits: WaiverTraits,
): Promise<string> {
  const id = await aWaiverRequest(test, retrofitId, traits);
  await test.get(DecideWaiver).execute(test.actors.supervisor, id, { verdict: 'approve', note: null });
  return id;
}
