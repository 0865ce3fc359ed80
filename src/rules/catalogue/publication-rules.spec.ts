import { aDossier } from '../../../test/builders/dossier';
import { withoutNumbers } from '../../imports/parsing/without-numbers';
import { masked } from './publication-rules';

const sound = aDossier();
const shown = (text: string): unknown[] =>
  [...masked.check({ ...sound, publications: [{ id: 'list', kind: 'list', text }] })].flatMap(
    ({ facts }) => facts['shown'] as string[],
  );

describe('X01 masked', () => {
  it.each([
    ['张某 410104195801153467', ['idNumber']],
    ['张某 41010419580115346x', ['idNumber']],
    ['张某 410104 19580115 3467，坡道', ['idNumber']],
    ['张某４１０１０４１９５８０１１５３４６７', ['idNumber']],
    ['残疾人证 41010419580115346742', ['certificateNumber']],
    ['电话 13900001234', ['phone']],
    ['电话 139-0000-1234；+86 13900001235', ['phone']],
    ['家里电话 0375-2531234', ['phone']],
    ['卡号 6222 0202 0000 0000 003', []],
    ['卡号 4111 1111 1111 1111', ['bankCard']],
    ['410104195801153467 13900001234 4111111111111111', ['idNumber', 'bankCard', 'phone']],
    [
      withoutNumbers('李某 41010419580115346742，张某 410104195801153467，13900001234，4111111111111111'),
      ['certificateNumber', 'idNumber', 'bankCard', 'phone'],
    ],
    [withoutNumbers('张某 410104 19580115 346X 和 139-0000-1234'), ['idNumber', 'phone']],
  ])('finds numbers in full: %s', (text, kinds) => expect(shown(text)).toEqual(kinds));

  it.each([
    '王某某，4101**********3467，139****1234，清河社区，坡道、热水器',
    '公示期 2026-02-06 至 2026-02-16，合同 QH-2026-0001',
    '文号 平残〔2022〕15号，统一社会信用代码 91410400MA3X4P5Q6R',
    '监督电话：0375-2531234，举报热线 13900001234',
    '编号 202605070001234567890123',
    withoutNumbers('监督电话：13900001234，410184195813153467'),
  ])('is silent about masked lists, dates, documents and the office’s own telephone: %s', (text) =>
    expect(shown(text)).toEqual([]),
  );

  it('never repeats the number it found', () => {
    const publications = [{ id: 'notice', kind: 'notice', text: '13900001234' }] as const;
    expect(JSON.stringify([...masked.check({ ...sound, publications })])).not.toContain('1390000');
  });
});
