import { Page } from 'playwright-core';
import { paths } from '../../src/paths';
import { PersonKey } from '../support/people';
import { describeInBrowser, Office } from './browser';
import { faultsOf, focusedByTheSummary } from './checks';
import { Fields, sendFaulty } from './form';
import { makeStages, Stages } from './stages';

interface Visit {
  readonly name: string;
  readonly who: PersonKey;
  readonly at: (stages: Stages) => string;
  /** Where an empty form on it is sent; it comes back with its faults, and is looked at again. */
  readonly form?: (stages: Stages) => string;
  /** What is wrong in it, where it would be right as the page fills it in. */
  readonly wrong?: Fields;
}

const visit = (name: string, who: PersonKey, at: Visit['at'], form?: Visit['form'], wrong?: Fields): Visit => ({ name, who, at, form, wrong }); // prettier-ignore
const { retrofits, programmes, households, acceptance } = paths;

/** Every page of the main path, seen by one who has something to do there. */
const VISITS: readonly Visit[] = [
  visit('the worklist', 'caseworker', () => paths.worklist),
  visit('the households', 'caseworker', () => households.list),
  visit('a new household', 'caseworker', () => households.create, () => households.create),
  visit('a household', 'caseworker', (the) => households.show(the.household)),
  visit('a household’s form', 'caseworker', (the) => households.edit(the.household)),
  visit('another person', 'caseworker', (the) => households.addPerson(the.household), (the) => households.addPerson(the.household)),
  visit('a consent', 'caseworker', (the) => households.giveConsent(the.household, 'personalData')),
  visit('the opening of a retrofit', 'caseworker', (the) => retrofits.create(the.household)),
  visit('the retrofits', 'caseworker', () => retrofits.list),
  visit('a retrofit that has just begun', 'caseworker', (the) => retrofits.show(the.opened)),
  visit('a retrofit that is nearly done', 'supervisor', (the) => retrofits.show(the.reported)),
  visit('the application', 'caseworker', (the) => retrofits.application(the.opened), (the) => retrofits.application(the.opened)),
  visit('an opinion', 'caseworker', (the) => retrofits.application(the.applied), (the) => `${retrofits.application(the.applied)}/opinions`),
  visit('the list for the notice', 'caseworker', (the) => programmes.notice(the.programme)),
  visit('the survey', 'caseworker', (the) => retrofits.survey(the.opened), (the) => retrofits.survey(the.opened)),
  visit('a recorded survey', 'caseworker', (the) => retrofits.survey(the.surveyed), (the) => `${retrofits.survey(the.surveyed)}/rooms`),
  visit('the measurement', 'caseworker', (the) => retrofits.measurement(the.surveyed), (the) => retrofits.measurement(the.surveyed)),
  visit('a recorded measurement', 'caseworker', (the) => retrofits.measurement(the.measured)),
  visit('the consultation', 'caseworker', (the) => retrofits.consultation(the.measured), (the) => retrofits.consultation(the.measured)),
  visit('the plan', 'caseworker', (the) => retrofits.plan(the.consulted), (the) => retrofits.plan(the.consulted)),
  visit('the agreement to a plan', 'caseworker', (the) => retrofits.plan(the.proposed), (the) => `${retrofits.plan(the.proposed)}/agreement`),
  visit('a variation', 'caseworker', (the) => retrofits.plan(the.contracted)),
  visit('the photos', 'caseworker', (the) => retrofits.photos(the.contracted)),
  visit('photos with pictures', 'contractor', (the) => retrofits.photos(the.completed)),
  visit('the start of the works', 'contractor', (the) => retrofits.works(the.contracted), (the) => `${retrofits.works(the.contracted)}/start`, { startedOn: '' }),
  visit('the works', 'contractor', (the) => retrofits.works(the.started), (the) => `${retrofits.works(the.started)}/devices`),
  visit('the photos of a device', 'contractor', (the) => paths.devices.photos(the.completed, the.device)),
  visit('the contractor’s worklist', 'contractor', () => paths.worklist),
  visit('the acceptance before it begins', 'district', (the) => retrofits.acceptance(the.completed)),
  visit('the inspection', 'district', (the) => acceptance.inspect(the.completed), (the) => acceptance.inspect(the.completed)),
  visit('the acceptance with its signatures', 'district', (the) => retrofits.acceptance(the.inspected)),
  visit('the completion of the acceptance', 'district', (the) => retrofits.acceptance(the.allSigned), (the) => acceptance.complete(the.allSigned)),
  visit('the household’s signature', 'caseworker', (the) => acceptance.sign(the.inspected, 'household'), (the) => acceptance.sign(the.inspected, 'household')),
  visit('the contractor’s signature', 'contractor', (the) => acceptance.sign(the.inspected, 'contractor'), (the) => acceptance.sign(the.inspected, 'contractor')),
  visit('the report before it is issued', 'supervisor', (the) => retrofits.report(the.accepted)),
  visit('the report', 'supervisor', (the) => retrofits.report(the.reported)),
  visit('the satisfaction', 'caseworker', (the) => retrofits.satisfaction(the.reported), (the) => retrofits.satisfaction(the.reported)),
  visit('the waivers', 'caseworker', (the) => retrofits.waivers(the.agreed)),
  visit('the request of a waiver', 'caseworker', (the) => paths.waivers.request(the.agreed, 'C03'), (the) => retrofits.waivers(the.agreed)),
  visit('a waiver to decide', 'supervisor', (the) => paths.waivers.show(the.waiver), (the) => paths.waivers.decide(the.waiver)),
  visit('a retrofit with waivers', 'supervisor', (the) => retrofits.show(the.agreed)),
  visit('the history', 'supervisor', (the) => retrofits.history(the.reported)),
  visit('the findings', 'supervisor', () => paths.findings.list),
  visit('a finding', 'supervisor', (the) => paths.findings.show(the.finding)),
  visit('the review of flags', 'supervisor', () => paths.review.list),
  visit('a flag under review', 'supervisor', (the) => paths.review.show(the.finding), (the) => paths.review.decide(the.finding)),
  visit('the flags by contractor', 'supervisor', () => paths.review.contractors),
  visit('the findings of a retrofit', 'supervisor', (the) => retrofits.findings(the.inspected), (the) => paths.findings.decide(the.inspected)),
  visit('an acceptance that waits for decisions', 'district', (the) => retrofits.acceptance(the.inspected)),
  visit('the programmes', 'supervisor', () => programmes.list),
  visit('the catalogue', 'supervisor', () => paths.catalogue.list),
  visit('an item of the catalogue', 'supervisor', () => paths.catalogue.show('toilet-grab-bar'), () => paths.catalogue.show('toilet-grab-bar'), { minimumWorksDays: '' }),
  visit('a new programme', 'supervisor', () => programmes.create, () => programmes.list),
  visit('a programme', 'supervisor', (the) => programmes.show(the.programme)),
  visit('a booking of quota', 'supervisor', (the) => programmes.bookQuota(the.programme), (the) => programmes.quota(the.programme)),
  visit('the contracts', 'supervisor', (the) => programmes.contracts(the.programme)),
  visit('a decision', 'supervisor', (the) => programmes.newDecision(the.programme), (the) => programmes.decisions(the.programme)),
  visit('a new contract', 'supervisor', (the) => programmes.newContract(the.programme), (the) => programmes.contracts(the.programme)),
  visit('a contract', 'supervisor', (the) => paths.contracts.show(the.contract), (the) => paths.contracts.assign(the.contract)),
  visit('the rules', 'supervisor', () => paths.rules.list),
  visit('the supervisor’s worklist', 'supervisor', () => paths.worklist),
]; // prettier-ignore

describeInBrowser('For everybody, on a phone and at a desk', () => {
  let office: Office;
  let stages: Stages;
  const pages = new Map<string, Page>();

  beforeAll(async () => {
    office = await Office.open();
    stages = await makeStages(office.test);
    for (const person of ['caseworker', 'contractor', 'district', 'supervisor'] as const)
      pages.set(person, await office.as(person));
  }, 120_000);
  afterAll(() => office.close());

  describe.each(['zh-CN', 'en'] as const)('in %s', (language) => {
    it('the sign-in page holds, empty and refused', async () => {
      const page = await office.visitor({ language });
      await page.goto(paths.signIn);
      expect(await faultsOf(page, 'sign-in', language)).toEqual([]);
      await sendFaulty(page, paths.signIn, { username: '', password: '' });
      expect(await faultsOf(page, 'sign-in refused', language)).toEqual([]);
    });

    it.each(VISITS.map((one) => [one.name, one] as const))(
      '%s holds',
      async (name, { who, at, form, wrong }) => {
        const page = pages.get(who)!;
        await page.goto(withLanguage(at(stages), language));
        expect(await page.locator('h1').count()).toBe(1);
        expect(await faultsOf(page, name, language)).toEqual([]);
        if (!form) return;
        await sendFaulty(page, form(stages), wrong);
        if (language === 'zh-CN') expect(await focusedByTheSummary(page)).not.toContain('');
        expect(await faultsOf(page, `${name} refused`, language)).toEqual([]);
      },
    );
  });

  it('no page complained on the way', () => {
    expect(office.faults).toEqual([]);
  });
});

function withLanguage(address: string, language: string): string {
  return `${address}${address.includes('?') ? '&' : '?'}lang=${language}`;
}
