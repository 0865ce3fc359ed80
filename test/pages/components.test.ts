import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { LANGUAGES, Language } from '../../src/platform/i18n/texts';
import { Translations } from '../../src/platform/i18n/translator';
import { PageContext, Views } from '../../src/platform/views/views';
import { TEXTS } from '../../src/texts';
import { NASTY, previewModel } from './preview-model';

const root = resolve(__dirname, '../..');
const views = new Views({
  root,
  translations: new Translations(TEXTS, 'throw'),
  isDemo: () => true,
  navigation: () => [],
});

function context(language: Language): PageContext {
  return {
    language,
    otherLanguage: language === 'en' ? 'zh-CN' : 'en',
    languageSwitch: '/?lang=en',
    formAddress: null,
    path: '/households',
    user: { name: NASTY, role: 'caseworker', areaCode: '410100001' },
    csrfToken: 'token-of-this-session',
    navigation: [{ href: '/households', key: 'navigation.households', isCurrent: true }],
    flash: [{ kind: 'success', key: 'access.password.changed' }],
    isDemo: true,
    requestId: 'request-1',
  };
}

const render = (language: Language): string =>
  views.render('components/preview.njk', previewModel(language), context(language));

const all = (html: string, pattern: RegExp): string[] =>
  [...html.matchAll(pattern)].map(([, found]) => found!);

describe.each(LANGUAGES)('The components in %s', (language) => {
  const html = render(language);

  it('show every value, and nothing where there is none', () => {
    expect(html).not.toMatch(/undefined|\[object|NaN|>null</);
  });

  it('escape what people typed, wherever it stands', () => {
    expect(html).not.toContain(NASTY);
    expect(html).not.toMatch(/<script(?! type="module" src="\/assets\/)/);
    expect(html.split('&lt;script&gt;').length).toBeGreaterThan(15);
  });

  it('have no inline script or style, which the content policy forbids', () => {
    expect(html).not.toMatch(/\son\w+=|\sstyle=|javascript:/i);
  });

  it('keep what was typed in a refused form, also what a date field could not show', () => {
    expect(html).toMatch(/id="startedOn" name="startedOn" type="text"[^>]*value="2026年5月1日"/);
    expect(html).toMatch(/id="items-0-width" name="items\[0\]\[width\]"[^>]*value="八百"/);
    expect(html).toMatch(/name="signer" type="radio" value="proxy" checked/);
    expect(html).toMatch(/name="needs" type="checkbox" value="b" checked/);
    expect(html).toMatch(/name="strokes" value="\[\[\[10,10,0\],/);
  });

  it('show an amount of the record, which is fen, in yuan', () => {
    expect(html).toMatch(/name="budgetFen"[^>]*value="3500\.00"/);
  });

  it('lead from each fault on top to its field, and say so in the title', () => {
    const ids = new Set(all(html, /\sid="([^"]+)"/g));
    expect(all(html, /href="#([^"]+)"/g).filter((id) => !ids.has(id))).toEqual([]);
    expect(html).toMatch(language === 'en' ? /<title>Error: / : /<title>错误: /);
  });

  it('give no id twice, and describe fields only by what is there', () => {
    const ids = all(html, /\sid="([^"]+)"/g);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
    const described = all(html, /aria-describedby="([^"]+)"/g).flatMap((list) => list.trim().split(/\s+/));
    expect(described.filter((id) => !ids.includes(id))).toEqual([]);
  });

  it('label every field', () => {
    const labels = new Set(all(html, /<label[^>]*\sfor="([^"]+)"/g));
    const fields = [...html.matchAll(/<(?:input|select|textarea)\b[^>]*>/g)]
      .map(([tag]) => tag)
      .filter((tag) => !tag.includes('type="hidden"'));
    expect(fields.filter((tag) => !labels.has(/\sid="([^"]+)"/.exec(tag)?.[1] ?? ''))).toEqual([]);
  });

  it('put the token of the session into every form that writes', () => {
    const forms = [...html.matchAll(/<form\b[^>]*method="post"[^>]*>[\s\S]*?<\/form>/g)].map(
      ([form]) => form,
    );
    expect(forms.length).toBeGreaterThan(3);
    expect(forms.filter((form) => !form.includes('token-of-this-session'))).toEqual([]);
  });
});

it('The preview shows every component that there is', () => {
  const preview = readFileSync(join(root, 'templates/components/preview.njk'), 'utf8');
  // These stand inside others.
  const inner = [
    'field.njk',
    'pager.njk',
    'photo.njk',
    'position-fields.njk',
    'signature-field.njk',
    'preview.njk',
  ];
  const components = readdirSync(join(root, 'templates/components')).filter((file) => file.endsWith('.njk'));
  expect(
    components.filter((file) => !inner.includes(file) && !preview.includes(`components/${file}`)),
  ).toEqual([]);
});
