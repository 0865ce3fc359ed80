import { ledgerOffice } from '../builders/ledger';
import { aWorkbook } from '../builders/workbook';
import { aZip } from '../builders/zip';
import { createTestApp, TestApp } from '../support/test-app';
import { importsTexts } from '../../src/imports/imports.texts';

const HEADERS = ['年度', '姓名', '社区', '申请日期'];
const ROW = ['2020', '王某', '石桥社区', '2020.5.7'];
const good = (): Buffer => aWorkbook([{ name: '台账', rows: [HEADERS, ROW] }]);

/** A container of Microsoft's with one directory entry of this name. */
function anOleFile(stream: string): Buffer {
  const file = Buffer.alloc(512 * 4);
  Buffer.from('d0cf11e0a1b11ae1', 'hex').copy(file);
  file.writeUInt16LE(9, 30);
  file.writeUInt32LE(1, 48);
  Buffer.from(stream, 'utf16le').copy(file, 1024);
  return file;
}

/** GB18030 for the few characters of these tests; Node reads the encoding and does not write it. */
function gb18030(text: string): Buffer {
  const decoder = new TextDecoder('gb18030');
  const table = new Map<string, number[]>();
  for (let high = 0x81; high <= 0xfe; high++)
    for (let low = 0x40; low <= 0xfe; low++) if (low !== 0x7f) table.set(decoder.decode(Buffer.from([high, low])), [high, low]);
  return Buffer.from([...text].flatMap((sign) => (sign.charCodeAt(0) < 128 ? [sign.charCodeAt(0)] : table.get(sign)!)));
} // prettier-ignore

describe('A file that is no good', () => {
  let test: TestApp;
  beforeAll(async () => {
    test = await createTestApp();
  });
  afterAll(() => test.close());

  const bomb = (): Buffer => aWorkbook([{ rows: [HEADERS, ROW] }], [{ name: 'xl/media/big.bin', content: Buffer.alloc(40_000_000) }]); // prettier-ignore

  it.each([
    ['is a bomb by its ratio', 'tooLargeUnpacked', bomb],
    ['is a bomb by what it declares', 'tooLargeUnpacked', () => aZip([{ name: 'xl/workbook.xml', content: 'x', claims: { unpacked: 4_000_000_000 } }])],
    ['has thousands of parts', 'tooManyParts', () => aZip(Array.from({ length: 5001 }, (_, index) => ({ name: `xl/${index}`, content: '' })))],
    ['is protected by a password', 'passwordProtected', () => anOleFile('EncryptedPackage')],
    ['is a .zip with a password', 'passwordProtected', () => aZip([{ name: 'xl/workbook.xml', content: 'x', claims: { flags: 1 } }])],
    ['is half uploaded', 'incomplete', () => good().subarray(0, 900)],
    ['is an .xls of before 2007', 'oldFormat', () => anOleFile('Workbook')],
    ['is empty', 'empty', () => Buffer.alloc(0)],
    ['is a picture', 'otherFormat', () => Buffer.from('\x89PNG\r\n\x1a\n\0\0\0\x01\x02\x03', 'latin1')],
    ['is a page of the web called .xls', 'otherFormat', () => Buffer.from('<html><table></table></html>')],
    ['is a .zip but no workbook', 'otherFormat', () => aZip([{ name: 'a.txt', content: 'x' }])],
    ['holds a link to elsewhere', 'linkInside', () => aZip([{ name: 'xl/workbook.xml', content: '/etc/passwd', claims: { mode: 0o120777 } }])],
    ['has no headers of a ledger', 'noHeader', () => aWorkbook([{ rows: [['甲', '乙'], ['1', '2']] }])],
  ])('because it %s is refused with what to do (%s), in both languages', async (_, fault, file) => {
    for (const [language, key] of [['zh-CN', 'zh'], ['en', 'en']] as const) {
      const { body } = await ledgerOffice(test).send('applications', file()).set('Accept-Language', language).expect(415);
      const text = importsTexts.entries[`file.${fault}` as 'file.empty'][key];
      expect((body as { errors: { field: string; message: string }[] }).errors).toMatchObject([{ field: 'file', message: expect.stringContaining(text.split('{')[0]!) as string }]);
    }
    expect(await test.db.query('SELECT id FROM imports')).toEqual([]);
  }); // prettier-ignore

  it('is told when it is another ledger than was said', async () => {
    const works = aWorkbook([
      {
        rows: [
          ['合同编号', '开工日期', '完工日期'],
          ['1', '2', '3'],
        ],
      },
    ]);
    const { body } = await ledgerOffice(test)
      .send('acceptance', works)
      .set('Accept-Language', 'zh-CN')
      .expect(415);
    expect((body as { errors: { message: string }[] }).errors[0]!.message).toContain('更像“施工与合同台账”');
  });

  it('breaks off while its rows are read: the import says so and nothing was made of it', async () => {
    const office = ledgerOffice(test);
    const rows = [HEADERS, ...Array.from({ length: 5000 }, (_, index) => ['2020', `王${index}`, '石桥社区', '2020.5.7'])];
    const whole = aWorkbook([{ rows }]);
    const at = whole.indexOf('xl/worksheets/sheet1.xml') + 10_000;
    whole.fill(0xff, at, at + 3000);
    const { body, status } = await office.send('applications', whole);
    if (status === 201) {
      const id = (body as { id: string }).id;
      await office.settle(id);
      expect(await office.show(id)).toMatchObject({ state: 'failed', fault: 'damaged', applied: 0 });
    } else expect(body).toMatchObject({ status: 415 });
  }); // prettier-ignore
});

describe('A file that is not quite as expected', () => {
  let test: TestApp;
  beforeAll(async () => {
    test = await createTestApp();
  });
  afterAll(() => test.close());

  it('with its header in row 7 below merged titles, on the second sheet, is found by itself', async () => {
    const title = ['东平区2020年度困难重度残疾人家庭无障碍改造申请台账'];
    const rows = [
      title,
      title,
      [],
      ['填报单位：', '区残联'],
      [],
      [],
      HEADERS.slice(1),
      ['王某', '石桥社区', '5月7日'],
    ];
    const office = ledgerOffice(test);
    const id = await office.upload('applications', aWorkbook([{ name: '说明', rows: [['先看这里']] }, { name: '申请', rows, merges: ['A1:H2'] }])); // prettier-ignore
    expect(await office.show(id)).toMatchObject({ sheet: '申请', headerRow: 7, year: 2020 });
    await office.settle(id);
    const [row] = await office.rows(id);
    expect(row).toMatchObject({ rowNumber: 8, year: 2020, problems: [] });
    expect(row!.cells[2]).toMatchObject({ address: '申请!C8', value: { from: '2020-05-07', until: '2020-05-07' } }); // prettier-ignore
  });

  it('with formulas is read by what they came to; one that came to nothing is a problem of its cell', async () => {
    const rows = [HEADERS, [2020, '王某', { formula: 'B9', value: '石桥社区' }, { formula: 'TODAY()' }], [2020, '李某', { error: '#REF!' }, '2020.5.8']]; // prettier-ignore
    const office = ledgerOffice(test);
    const id = await office.upload('applications', aWorkbook([{ name: '公式', rows }]));
    await office.settle(id);
    const [first, second] = await office.rows(id);
    expect(first!.cells[2]).toMatchObject({ raw: '石桥社区' });
    expect(first!.problems).toEqual([{ address: '公式!D2', field: 'appliedOn', fault: 'formulaWithoutValue', stops: false }]); // prettier-ignore
    expect(second!.problems).toEqual([{ address: '公式!C3', field: 'community', fault: 'errorValue', stops: false }]); // prettier-ignore
  });

  it('with community cells merged over several rows gives each row its community, and items over several rows to one household', async () => {
    const rows = [['年度', '姓名', '社区', '改造项目'], [2020, '王某', '石桥社区', '坡道1处'], [2020, null, null, '扶手2副'], [2020, '李某', null, '热水器1台']]; // prettier-ignore
    const office = ledgerOffice(test);
    const id = await office.upload('works', aWorkbook([{ rows, merges: ['C2:C4', 'B2:B3'] }]));
    await office.settle(id);
    const [wang, li, ...rest] = await office.rows(id);
    expect(rest).toEqual([]);
    expect(wang!.cells.find(({ field }) => field === 'plannedItems')!.value).toMatchObject([{ name: '坡道' }, { name: '扶手', quantity: 2 }]); // prettier-ignore
    expect(li!.cells.find(({ field }) => field === 'community')).toMatchObject({ raw: '石桥社区' });
  });

  it.each([
    ['GB18030', () => gb18030(`${HEADERS.join(',')}\r\n${ROW.join(',')}\r\n`)],
    ['UTF-8 with its mark, and semicolons', () => Buffer.from(`\ufeff${HEADERS.join(';')}\n${ROW.join(';')}\n`)],
    ['UTF-16 with tabs', () => Buffer.from(`\ufeff${HEADERS.join('\t')}\n${ROW.join('\t')}\n`, 'utf16le')],
    ['UTF-8, line breaks inside quotes', () => Buffer.from(`"年度","姓 名","社\n区","申请日期"\n"2020","王某","石桥社区","2020.5.7"\n`)],
  ])('that is a .csv in %s is read', async (_, content) => {
    const office = ledgerOffice(test);
    const id = await office.upload('applications', content(), '申请台账.csv');
    await office.settle(id);
    const [row, ...rest] = await office.rows(id);
    expect(rest).toEqual([]);
    expect(row).toMatchObject({ personName: '王某', year: 2020, problems: [] });
    expect(row!.cells[3]!.address).toBe('申请台账!D2');
  }); // prettier-ignore

  it('keeps an ID number that a spreadsheet has made a figure as what it is: digits that are lost', async () => {
    const office = ledgerOffice(test);
    const id = await office.upload('applications', aWorkbook([{ name: '表', rows: [['年度', '姓名', '身份证号'], [2020, '王某', 410404195603081000]] }])); // prettier-ignore
    await office.settle(id);
    const [row] = await office.rows(id);
    expect(row!.problems).toEqual([
      { address: '表!C2', field: 'idNumber', fault: 'digitsLost', stops: false },
    ]);
    expect(row!.idNumberMasked).toBeNull();
  });
});
