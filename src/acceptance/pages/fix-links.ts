import { paths } from '../../paths';
import { Finding, FixPage } from '../../rules/finding';
import { Words } from '../../workflow/date-hints';
import { findingInWords } from '../../workflow/finding-words';

const PAGES: Partial<Record<FixPage, (id: string) => string>> = {
  application: paths.retrofits.application,
  opinions: paths.retrofits.application,
  notice: paths.retrofits.application,
  selection: paths.retrofits.application,
  survey: paths.retrofits.survey,
  measurement: paths.retrofits.measurement,
  consultation: paths.retrofits.consultation,
  plan: paths.retrofits.plan,
  contract: paths.retrofits.contract,
  contractor: paths.retrofits.contract,
  construction: paths.retrofits.works,
  photos: paths.retrofits.photos,
  inspection: paths.acceptance.inspect,
  acceptanceSignatures: (id) => `${paths.retrofits.acceptance(id)}#signatures`,
  defects: (id) => `${paths.retrofits.acceptance(id)}#defects`,
  satisfaction: paths.retrofits.satisfaction,
};

/** Where a finding of this retrofit is put right; the retrofit's own page for what has none of its own. */
export function fixLink(retrofitId: string, { fixAt }: Pick<Finding, 'fixAt'>): string {
  return (PAGES[fixAt.page] ?? paths.retrofits.show)(retrofitId);
}

/** What stands in the way of the acceptance, as a card. */
export function blockingModel(
  retrofitId: string,
  finding: Finding,
  { t, language }: Words,
): { rule: string; mode: string; message: string; fixHref: string } {
  const { rule, mode, facts } = finding;
  return {
    rule,
    mode,
    message: findingInWords(t, rule, facts, language),
    fixHref: fixLink(retrofitId, finding),
  };
}
