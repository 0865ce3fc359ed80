import { matchPhoto } from './read-photos';
import { readPhotoName } from './photo-name';

describe('The name of a photo', () => {
  it.each([
    ['2020/王某_1234/坡道_改造前_1.jpg', { year: 2020, stage: 'before', item: 'entrance-ramp', lastDigits: '1234', words: ['王某'] }],
    ['王某-坡道-改造后.jpg', { year: null, stage: 'after', item: 'entrance-ramp', lastDigits: null, words: ['王某'] }],
    ['2020年/清河社区/王某/坡道 改造前.JPG', { year: 2020, stage: 'before', item: 'entrance-ramp', lastDigits: null, words: ['清河社区', '王某'] }],
    ['照片/王某/热水器/施工中（2）.jpeg', { year: null, stage: 'during', item: 'water-heater', lastDigits: null, words: ['王某'] }],
    ['王某坡道改造前.jpg', { year: null, stage: 'before', item: 'entrance-ramp', lastDigits: null, words: expect.arrayContaining(['王某']) as string[] }],
    ['王某_123X_卫生间扶手_后.png', { year: null, stage: 'after', item: 'toilet-grab-bar', lastDigits: '123X', words: ['王某'] }],
    ['2020/王某/热水器_铭牌.jpg', { year: 2020, stage: 'nameplate', item: 'water-heater', lastDigits: null, words: ['王某'] }],
    ['IMG_20200507.jpg', { year: null, stage: null, item: null, lastDigits: null, words: ['20200507'].slice(1) }],
  ])('%s tells the household, the item and the stage', (path, { item, ...rest }) => {
    const name = readPhotoName(path);
    expect({ ...name, item: name.item?.code ?? null }).toMatchObject({ ...rest, item });
  }); // prettier-ignore
});

it('of two items names both', () => {
  expect(readPhotoName('2020/王某/坡道、扶手_改造前.jpg')).toMatchObject({ stage: 'before', item: { name: '坡道、扶手', code: null }, words: ['王某'] }); // prettier-ignore
});

describe('A photo', () => {
  const person = (id: string, more: object = {}) => ({ id, year: 2020, personName: '王某', community: '石桥社区', street: '长坡街道', lastDigits: '1234', ...more }); // prettier-ignore
  const match = (path: string, ...people: ReturnType<typeof person>[]) => {
    const found = matchPhoto(readPhotoName(path), people, null);
    return typeof found === 'string' ? found : found.id;
  };

  it('belongs to the one whom its name can mean', () => {
    expect(match('2020/王某/坡道.jpg', person('a'), person('b', { year: 2021 }))).toBe('a');
    expect(match('王某_1234/坡道.jpg', person('a'), person('b', { lastDigits: '5678' }))).toBe('a');
    expect(match('河湾社区/王某/坡道.jpg', person('a'), person('b', { community: '河湾社区' }))).toBe('b');
  });

  it('is nobody’s, or waits to be assigned, rather than a guess', () => {
    expect(match('李某/坡道.jpg', person('a'))).toBe('noRecord');
    expect(match('王某_9999/坡道.jpg', person('a'))).toBe('noRecord');
    expect(match('王某/坡道.jpg', person('a'), person('b', { year: 2021 }))).toBe('ambiguous');
  });
});
