import { broken, invalid, Problem } from '../problems/problem';
import { emptyForm, fieldError, fieldId, fieldOf, fieldValue, refusedForm } from './form-state';

const t = (key: string, params?: object): string => `${key}${params ? ` ${JSON.stringify(params)}` : ''}`;
const words = (rule: string): string => `words of ${rule}`;

describe('A form that was refused', () => {
  const typed = { surveyedOn: '去年', items: [{ quantity: 'two' }, { quantity: '3' }] };
  const form = refusedForm(
    typed,
    invalid(
      { field: 'surveyedOn', key: 'validation.date' },
      { field: 'items[0].quantity', key: 'validation.range', params: { min: 1 } },
    ),
    t,
    words,
  );

  it('keeps what was typed, in nested fields too', () => {
    expect(fieldValue(form, 'surveyedOn')).toBe('去年');
    expect(fieldValue(form, 'items[0][quantity]')).toBe('two');
    expect(fieldValue(form, 'items[1].quantity')).toBe('3');
    expect(fieldValue(emptyForm({ items: { 'a-b': { done: 'yes' } } }), 'items[a-b][done]')).toBe('yes');
  });

  it('says each fault at its field and in the summary, with a link to the field', () => {
    expect(fieldError(form, 'surveyedOn')).toBe('validation.date');
    expect(fieldError(form, 'items[0][quantity]')).toBe('validation.range {"min":1}');
    expect(fieldError(form, 'items[1][quantity]')).toBeUndefined();
    expect(form.summary.map(({ href }) => href)).toEqual(['#surveyedOn', '#items-0-quantity']);
  });

  it('names broken rules, at a field where the rule has one', () => {
    const refused = refusedForm({}, broken([
      { rule: 'C07', facts: {}, fixAt: { page: 'construction', field: 'startedOn' } },
      { rule: 'F01', facts: {} },
    ]), t, words); // prettier-ignore
    expect(fieldError(refused, 'startedOn')).toBe('words of C07 (C07)');
    expect(refused.summary).toEqual([
      { text: 'words of C07 (C07)', href: '#startedOn' },
      { text: 'words of F01 (F01)', href: undefined },
    ]);
  });

  it('is never without a reason', () => {
    expect(refusedForm(undefined, new Problem('stale-version'), t, words).summary).toEqual([
      { text: 'problems.stale-version.detail {}' },
    ]);
  });
});

describe('A field', () => {
  it('has one id, however its name is written', () => {
    expect(['a', 'items[0].quantity', 'items[0][quantity]', 'items[0]'].map(fieldId)).toEqual([
      'a',
      'items-0-quantity',
      'items-0-quantity',
      'items-0',
    ]);
  });

  it('is named in HTML so that a form nests it', () => {
    expect(fieldOf(emptyForm(), 'items[0].width').name).toBe('items[0][width]');
    expect(fieldOf(emptyForm(), 'items[0][width]').name).toBe('items[0][width]');
  });

  it('is empty where the record has nothing, and never shows what belongs to the language', () => {
    expect(fieldValue(emptyForm({ note: null }), 'note')).toBe('');
    expect(fieldValue(emptyForm(), 'constructor')).toBe('');
    expect(fieldValue(emptyForm({ a: 'text' }), 'a[length]')).toBe('');
    expect(fieldValue(undefined, 'a')).toBe('');
  });
});
