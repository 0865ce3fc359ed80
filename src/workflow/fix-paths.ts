import { paths } from '../paths';
import { fieldId } from '../platform/views/form-state';
import { FixPage } from '../rules/finding';

/** What an address to put something right needs to know. */
export interface FixSubject {
  readonly retrofitId: string;
  readonly householdId: string;
  readonly programmeId: string;
  readonly contractorId: string | null;
}

/** Where each kind of fault is put right. */
const PAGES: Record<FixPage, (subject: FixSubject) => string> = {
  household: ({ householdId }) => paths.households.show(householdId),
  person: ({ householdId }) => paths.households.show(householdId),
  application: ({ retrofitId }) => paths.retrofits.application(retrofitId),
  opinions: ({ retrofitId }) => `${paths.retrofits.application(retrofitId)}#opinions`,
  notice: ({ retrofitId }) => `${paths.retrofits.application(retrofitId)}#notice`,
  selection: ({ retrofitId }) => `${paths.retrofits.application(retrofitId)}#selection`,
  survey: ({ retrofitId }) => paths.retrofits.survey(retrofitId),
  measurement: ({ retrofitId }) => paths.retrofits.measurement(retrofitId),
  consultation: ({ retrofitId }) => paths.retrofits.consultation(retrofitId),
  plan: ({ retrofitId }) => paths.retrofits.plan(retrofitId),
  contract: ({ retrofitId }) => paths.retrofits.contract(retrofitId),
  contractor: ({ contractorId }) =>
    contractorId === null ? paths.contractors.list : paths.contractors.show(contractorId),
  construction: ({ retrofitId }) => paths.retrofits.works(retrofitId),
  photos: ({ retrofitId }) => paths.retrofits.photos(retrofitId),
  inspection: ({ retrofitId }) => paths.retrofits.acceptance(retrofitId),
  acceptanceSignatures: ({ retrofitId }) => paths.retrofits.acceptance(retrofitId),
  satisfaction: ({ retrofitId }) => paths.retrofits.satisfaction(retrofitId),
  defects: ({ retrofitId }) => paths.retrofits.acceptance(retrofitId),
  programme: ({ programmeId }) => paths.programmes.show(programmeId),
  quota: ({ programmeId }) => paths.programmes.show(programmeId),
  payments: ({ retrofitId }) => paths.retrofits.show(retrofitId),
  lookBacks: ({ retrofitId }) => paths.retrofits.show(retrofitId),
};

/** The address of the page, and of the field in it, where a finding is put right. */
export function fixAddress(fixAt: { page: FixPage; field?: string }, subject: FixSubject): string {
  const address = PAGES[fixAt.page](subject);
  return fixAt.field && !address.includes('#') ? `${address}#${fieldId(fixAt.field)}` : address;
}

/** What a contractor can put right, or must at least know of; everything else of a finding is not for them. */
const FOR_CONTRACTORS: readonly FixPage[] = ['construction', 'photos', 'contractor', 'plan', 'inspection'];

export function isForContractor(page: FixPage): boolean {
  return FOR_CONTRACTORS.includes(page);
}
