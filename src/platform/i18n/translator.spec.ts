import { texts } from './texts';
import { chooseLanguage, Translations, UnknownTextError } from './translator';

const sample = texts('sample', {
  title: { zh: '家庭', en: 'Households' },
  count: { zh: '{n} 户', en: '{n, plural, one {# household} other {# households}}' },
  asked: { zh: '{who}于{day}同意', en: '{who} agreed on {day}' },
  answer: {
    zh: '{kind, select, yes {同意} other {不同意}}',
    en: '{kind, select, yes {agreed} other {refused}}',
  },
  markup: { zh: '<b>{name}</b>', en: "Don't <b>{name}</b>" },
});

const words = new Translations([sample], 'throw');
const [zh, en] = [words.in('zh-CN'), words.in('en')];

describe('Texts in two languages', () => {
  it('stand in the reader’s language', () => {
    expect([zh('sample.title'), en('sample.title')]).toEqual(['家庭', 'Households']);
  });

  it('count in the way of each language', () => {
    expect([
      zh('sample.count', { n: 1 }),
      en('sample.count', { n: 1 }),
      en('sample.count', { n: 2 }),
    ]).toEqual(['1 户', '1 household', '2 households']);
  });

  it('keep a page alive when a parameter is missing, null or of a wrong kind', () => {
    expect(zh('sample.asked', { who: '张三' })).toBe('张三于—同意');
    expect(en('sample.asked')).toBe('— agreed on —');
    expect(en('sample.asked', { who: { name: 'x' }, day: null })).toBe('— agreed on —');
    expect(en('sample.answer')).toBe('refused');
    expect(en('sample.count', { n: 'many' })).toContain('household');
  });

  it('join lists and leave markup alone, which the page escapes', () => {
    expect(zh('sample.asked', { who: ['甲', '乙'], day: '5月7日' })).toBe('甲、乙于5月7日同意');
    expect(zh('sample.markup', { name: '<script>' })).toBe('<b><script></b>');
    expect(en('sample.markup', { name: 'x' })).toBe("Don't <b>x</b>");
  });

  it('fail in tests for an unknown key, and show it in an office', () => {
    expect(() => zh('sample.nothing')).toThrow(UnknownTextError);
    expect(new Translations([sample]).in('en')('sample.nothing')).toBe('sample.nothing');
  });

  it('refuse two declarations of one key', () => {
    expect(() => new Translations([sample, sample])).toThrow('declared twice');
  });
});

describe('The language of a page', () => {
  it('is what the reader asked for, then the cookie, then the browser’s wish, then Chinese', () => {
    expect(chooseLanguage('en', 'zh-CN', 'zh')).toBe('en');
    expect(chooseLanguage(undefined, 'en', 'zh')).toBe('en');
    expect(chooseLanguage('fr', 'xx', 'fr-FR, en-GB;q=0.8, zh;q=0.2')).toBe('en');
    expect(chooseLanguage(undefined, undefined, 'en;q=0.1, zh-Hans-CN')).toBe('zh-CN');
    expect(chooseLanguage(undefined, undefined, 'en;q=0, fr')).toBe('zh-CN');
    expect(chooseLanguage(undefined, undefined, undefined)).toBe('zh-CN');
  });

  it('is not confused by lists and nonsense', () => {
    expect(chooseLanguage(['en', 'zh-CN'], '', ';;q=,,')).toBe('zh-CN');
  });
});
