import { Page } from 'playwright-core';
import { aPhoto } from '../builders/photo';
import { anIdNumber } from '../builders/identity';
import { ledgerOffice } from '../builders/ledger';
import { aWorkbook } from '../builders/workbook';
import { aZip } from '../builders/zip';
import { paths } from '../../src/paths';
import { DESK, describeInBrowser, Office } from './browser';
import { faultsOf } from './checks';

const HEADERS = ['年度', '姓名', '身份证号', '街道', '社区', '申请日期', '社区意见', '公示开始', '档案盒号'];

describeInBrowser('The pages of old ledgers', () => {
  let office: Office;
  let page: Page;
  const ids = { mapping: '', preview: '', changed: '', photos: '', photo: '', record: '' };

  beforeAll(async () => {
    office = await Office.open();
    page = await office.as('supervisor');
    const ledgers = ledgerOffice(office.test);
    const until = async (id: string, state: string): Promise<void> => {
      while ((await ledgers.show(id)).state !== state) await new Promise((next) => setTimeout(next, 100));
    };
    const row = (name: string, more: (string | null)[] = []): (string | null)[] => ['2020', name, anIdNumber(), '长坡街道', '石桥社区', '2020.5.7', '同意', '2020年5月', '甲-3', ...more];
    const book = (...rows: (string | null)[][]): Buffer => aWorkbook([{ name: '申请台账', rows: [HEADERS, ...rows] }]);
    const wang = row('王某');
    ids.mapping = await ledgers.upload('applications', book(row('赵某')));
    const first = await ledgers.upload('applications', book(wang, row('李某')));
    await ledgers.settle(first);
    await until(first, 'preview');
    await ledgers.apply(first);
    await until(first, 'applied');
    ids.changed = await ledgers.upload('applications', book(wang.with(5, '2020.6.1'), row(''), row('钱某').with(5, '待定')));
    await ledgers.settle(ids.changed);
    await until(ids.changed, 'preview');
    ids.photos = await ledgers.upload('photos', aZip([{ name: '王某/坡道_改造前.jpg', content: await aPhoto() }, { name: '孙某/坡道.jpg', content: await aPhoto() }]));
    await until(ids.photos, 'preview');
    const { body } = await office.test.as('supervisor').get(`/api/v1/imports/${ids.photos}/photos?filter=unmatched`);
    ids.photo = (body as { items: { id: string }[] }).items[0]!.id;
    const records = await office.test.as('supervisor').get('/api/v1/found-records');
    ids.record = (records.body as { items: { id: string }[] }).items[0]!.id;
  }, 120_000);
  afterAll(() => office?.close());

  it.each([
    ['the list', () => paths.imports.list],
    ['the upload', () => paths.imports.create],
    ['the mapping', () => paths.imports.mapping(ids.mapping)],
    ['the preview', () => paths.imports.show(ids.changed)],
    ['a row with problems', () => paths.imports.row(ids.changed, 4)],
    ['a row that has changed', () => paths.imports.row(ids.changed, 2)],
    ['photos', () => paths.imports.show(ids.photos)],
    ['a photo to assign', () => `${paths.imports.photo(ids.photos, ids.photo)}?search=王某`],
    ['the records', () => paths.foundRecords.list],
    ['a record', () => paths.foundRecords.show(ids.record)],
  ])('have no fault on %s, on a phone and at a desk, in both languages', async (name, at) => {
    for (const language of ['zh-CN', 'en'] as const) {
      await page.goto(`${at()}${at().includes('?') ? '&' : '?'}lang=${language}`);
      expect(await page.locator('h1').count()).toBe(1);
      expect(await faultsOf(page, `ledgers ${name}`, language)).toEqual([]);
    }
  }, 60_000);

  it('lead from a file to its records without script: upload, columns, apply', async () => {
    const auditor = await office.as('auditor', { viewport: DESK, language: 'en', script: false });
    await auditor.goto(paths.imports.create);
    await auditor.getByLabel('Works and contracts').check();
    await auditor.getByLabel('Whose district').selectOption('990101');
    await auditor.getByLabel('Choose the file').setInputFiles({ name: '2020年施工.csv', mimeType: 'text/csv', buffer: Buffer.from('姓名,社区,开工日期\n王某,石桥社区,5月3日\n') });
    await auditor.getByRole('button', { name: 'Upload and recognise' }).click();
    await auditor.getByRole('button', { name: 'Read all rows' }).click();
    const apply = auditor.getByRole('button', { name: 'Apply', exact: true });
    for (let turn = 0; turn < 60 && (await apply.count()) === 0; turn++) {
      await new Promise((next) => setTimeout(next, 300));
      await auditor.reload();
    }
    await apply.click();
    for (let turn = 0; turn < 60 && !(await auditor.content()).includes('>Applied<'); turn++) {
      await new Promise((next) => setTimeout(next, 300));
      await auditor.reload();
    }
    expect(await auditor.locator('h1').textContent()).toContain('Applied');
    expect(office.faults).toEqual([]);
  }, 120_000);
}); // prettier-ignore
