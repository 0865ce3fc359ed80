import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TantuRequest, TantuResponse } from '../http/request';
import { texts } from '../i18n/texts';
import { layoutTexts } from './layout.texts';
import { Translations } from '../i18n/translator';
import { address } from './environment';
import { Views } from './views';

const root = mkdtempSync(join(tmpdir(), 'tantu-views-'));
afterAll(() => rmSync(root, { recursive: true }));

function template(name: string, source: string): string {
  mkdirSync(join(root, 'templates'), { recursive: true });
  writeFileSync(join(root, 'templates', name), source);
  return name;
}

const words = texts('sample', { hello: { zh: '您好，{name}', en: 'Hello {name}' } });
const views = new Views({
  root,
  translations: new Translations([words, layoutTexts], 'throw'),
  isDemo: () => true,
  navigation: () => [
    { href: '/', key: 'home' },
    { href: '/plans', key: 'plans' },
  ],
});

interface Asked {
  path?: string;
  method?: string;
  query?: Record<string, unknown>;
  cookie?: string;
  accepts?: string;
  session?: Record<string, unknown>;
  referer?: string;
}

function request({
  path = '/plans/7',
  method = 'GET',
  query = {},
  cookie,
  accepts,
  session,
  referer,
}: Asked): TantuRequest {
  return {
    path, method, query, session, headers: { cookie, referer, host: 'tantu.example', 'accept-language': accepts },
    tantu: { id: 'request-1', actor: null, via: null, mustChangePassword: false },
  } as unknown as TantuRequest; // prettier-ignore
}

/** What an express response was told. */
function answer() {
  const told = { status: 0, html: '', headers: {} as Record<string, string> };
  const response = {
    status: (code: number) => ((told.status = code), response),
    type: () => response,
    append: (name: string, value: string) => ((told.headers[name] = value), response),
    setHeader: (name: string, value: string) => ((told.headers[name] = value), response),
    send: (html: string) => ((told.html = html), response),
  };
  return { told, response: response as unknown as TantuResponse };
}

function page(asked: Asked, source: string, model: Record<string, unknown> = {}) {
  const { told, response } = answer();
  views.page(request(asked), response, template(`${Math.random()}.njk`, source), model);
  return told;
}

describe('A page', () => {
  it('escapes whatever people typed, in texts too', () => {
    const { html } = page({}, '{{ name }}|{{ t("sample.hello", { name: name }) }}', { name: '<script>' });
    expect(html).toBe('&lt;script&gt;|您好，&lt;script&gt;');
  });

  it('gives macros the language of the reader without being told', () => {
    template(
      'macros.njk',
      '{% macro greet(name) %}{{ t("sample.hello", { name: name }) }} {{ day("2026-05-07") }}{% endmacro %}',
    );
    const source = '{% from "macros.njk" import greet %}{{ greet("A") }}';
    expect(page({ accepts: 'en' }, source).html).toBe('Hello A 7 May 2026');
    expect(page({}, source).html).toBe('您好，A 2026年5月7日');
  });

  it('remembers the language that was switched to, and leads back to the same page', () => {
    const told = page({ query: { lang: 'en', q: '张三', _csrf: 'secret' } }, '{{ languageSwitch }}');
    expect(told.headers['Set-Cookie']).toMatch(/^tantu\.lang=en; Path=\//);
    expect(told.html).toBe('/plans/7?q=%E5%BC%A0%E4%B8%89&amp;lang=zh-CN');
    expect(page({ query: { lang: 'fr' } }, '').headers['Set-Cookie']).toBeUndefined();
    expect(page({ cookie: 'a=b; tantu.lang=en' }, '{{ language }}').html).toBe('en');
  });

  it('marks the part of the application that it belongs to', () => {
    const source = '{% for entry in navigation %}{{ entry.href if entry.isCurrent }}{% endfor %}';
    expect(page({ path: '/plans/7' }, source).html).toBe('/plans');
    expect(page({ path: '/plansfoo' }, source).html).toBe('');
    expect(page({ path: '/' }, source).html).toBe('/');
  });

  it('leads from a form that came back to the form itself, without the token', () => {
    const source = '{{ languageSwitch }} {{ formAddress }}';
    const sent = (referer?: string): string =>
      page({ path: '/plans/new', method: 'POST', referer, query: { _csrf: 'secret' } }, source).html;
    expect(sent('https://tantu.example/plans/add?rule=C07&_csrf=secret&lang=en')).toBe('/plans/add?rule=C07&amp;lang=en /plans/add?rule=C07'); // prettier-ignore
    expect(sent('https://tantu.example/plans/add')).toBe('/plans/add?lang=en /plans/add');
    for (const other of [undefined, 'no address', 'https://elsewhere.example/plans'])
      expect(sent(other)).toBe('/?lang=en ');
    expect(page({ referer: 'https://tantu.example/plans' }, '{{ formAddress }}').html).toBe('');
  });

  it('leads to itself in the other language, and never to another site', () => {
    const source = '{{ languageSwitch }}';
    expect(page({ path: '/plans' }, source).html).toBe('/plans?lang=en');
    for (const path of ['//elsewhere.example', '/\\\\elsewhere.example'])
      expect(page({ path }, source).html).toBe('/elsewhere.example?lang=en');
  });

  it('shows a message once', () => {
    const session: Record<string, unknown> = {
      flash: [{ kind: 'success', key: 'sample.hello', params: { name: 'A' } }],
    };
    const source = '{% for message in flash %}{{ t(message.key, message.params) }}{% endfor %}';
    expect(page({ session }, source).html).toBe('您好，A');
    expect(page({ session }, source).html).toBe('');
  });

  it('starts a session only where a form needs its token', () => {
    const session: Record<string, unknown> = {};
    page({ session }, 'no form');
    expect(session).toEqual({});
    expect(page({ session }, '{{ csrfToken }}').html).toMatch(/^[0-9a-f]{32,}$/);
    expect(session).toHaveProperty('csrfToken');
  });

  it('names in its summary the fields that come after it, with the line where several are called the same', () => {
    template('summary.njk', '{% macro summary(form) %}{% for line in summaryOf(form) %}[{{ line.text }}]{% endfor %}{% endmacro %}'); // prettier-ignore
    const source =
      '{% from "summary.njk" import summary %}{{ summary(form) }}' +
      '{% set named = fieldOf(form, "name", "Name") %}{% set a = fieldOf(form, "lines[0].what", "What") %}{% set b = fieldOf(form, "lines[1][what]", "What") %}{% set c = fieldOf(form, "only[0].one", "One") %}';
    const line = (field: string) => ({ text: 'Fill this in', href: '#', field });
    const form = {
      summary: [
        { text: 'A rule.' },
        line('only[0].one'),
        line('lines[1].what'),
        line('name'),
        line('nowhere'),
      ],
    };
    expect(page({ accepts: 'en' }, source, { form }).html).toBe(
      '[Fill this in][Name: fill this in][What (line 2): fill this in][One: fill this in][A rule.]',
    );
    expect(page({ accepts: 'en' }, '{% from "summary.njk" import summary %}{{ summary(form) }}', { form }).html).toContain('[Fill this in]'); // prettier-ignore
  });

  it('is never kept by a cache, and fails loudly when its template is missing', () => {
    expect(page({}, '').headers['Cache-Control']).toBe('no-store');
    const { response } = answer();
    expect(() => views.page(request({}), response, 'nowhere.njk')).toThrow('template not found');
  });
});

describe('An address', () => {
  it('carries the parameters that have a value', () => {
    expect(address('/plans', { q: '张 三', after: '', page: 2, tag: ['a', 'b'], none: null })).toBe(
      '/plans?q=%E5%BC%A0+%E4%B8%89&page=2&tag=a&tag=b',
    );
    expect(address('/plans')).toBe('/plans');
    expect(address('/plans?x=1', { y: 2 })).toBe('/plans?x=1&y=2');
  });
});
