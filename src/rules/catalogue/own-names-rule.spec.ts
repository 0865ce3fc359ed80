import { aDossier } from '../../../test/builders/dossier';
import { ownNamesOnly } from './own-names-rule';

const sound = aDossier();

function named(text: string, field = 'selectionRecord', ownNames = sound.programme.ownNames): unknown[] {
  const programme = { ...sound.programme, ownNames };
  const found = [...ownNamesOnly.check({ ...sound, programme, texts: [{ field, text }] })];
  return found.flatMap(({ facts }) => facts['names'] as string[]);
}

describe('F03 own names only', () => {
  it.each([
    ['以县人民政府名义出台《中方县残疾人工作方案》', ['县人民政府', '中方县']],
    ['在县委和机关党工委领导下', ['县委']],
    ['落实县委、县政府决策部署', ['县委', '县政府']],
    ['局党组高度重视，我局召开专题会', ['局党组', '我局']],
    ['协助科技局党组织开展学习', ['局党组']],
    ['在中方县残联领导下完成评议', ['中方县', '县残联']],
    ['我县2020年改造100户', ['我县']],
    ['靖州苗族侗族自治县残联评议', ['靖州苗族侗族自治县', '县残联']],
    ['本公司承诺按期完成', ['本公司']],
  ])('finds what a copied text speaks as: %s', (text, names) => expect(named(text)).toEqual(names));

  it.each([
    '坦途市清河区残联同意，区委已研究。',
    '小区门口有台阶，社区委员会已评议，城区道路平整。',
    '老城区改造，其中山区家庭三户；沿海城市标准。',
    '户籍在鲁山县，2019年迁入清河区。',
    '从鲁山县搬来，老家在叶县农村。',
    '在宝丰县人民医院做过手术，曾到鲁山县打工。',
    '女儿嫁到舞钢市，平时一人居住。',
    '东方市场旁边，区域内无坡道，县级标准。',
    '我局部疼痛，坐不住；由县委托的评估。',
    '',
  ])('leaves alone what tells of the family or is an ordinary word: %s', (text) =>
    expect(named(text)).toEqual([]),
  );

  it('knows the office of a county by its own names', () => {
    const own = ['坦途市', '安平县', '安平县残联'];
    expect(named('安平县残联评议，县委同意，我县完成。', 'needs', own)).toEqual([]);
    expect(named('区委同意，我区完成；社区委员评议。', 'needs', own)).toEqual(['区委', '我区']);
    expect(named('中方县委同意', 'needs', [])).toEqual([]);
  });

  it('lets a firm speak as a firm where a firm writes', () => {
    expect(named('我公司于今日进场', 'progress')).toEqual([]);
    expect(named('我公司于今日进场', 'needs')).toEqual(['我公司']);
  });

  it('tells the text, and where it was written', () => {
    const texts = [
      { field: 'districtOpinion', text: '我局同意' },
      { field: 'remarks', text: '我局同意' },
    ];
    expect([...ownNamesOnly.check({ ...sound, texts })]).toMatchObject([
      {
        subject: { part: 'districtOpinion' },
        facts: { text: 'districtOpinion' },
        fixAt: { page: 'opinions' },
      },
      { subject: { part: 'remarks' }, facts: { text: 'other' }, fixAt: { page: 'application' } },
    ]);
  });

  it('reads a long text in one pass', () => {
    const text = '县区市旗残疾人家庭无障碍改造工作'.repeat(20_000);
    const started = process.cpuUsage().user;
    expect(named(text)).toEqual([]);
    expect((process.cpuUsage().user - started) / 1000).toBeLessThan(2_000);
  });
});
