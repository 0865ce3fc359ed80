import { Actor } from '../database/actor';
import { formToken } from '../http/forgery';
import { TantuRequest, TantuResponse } from '../http/request';
import { Language, LANGUAGES } from '../i18n/texts';
import { chooseLanguage, Translate, Translations } from '../i18n/translator';
import { address, createEnvironment, Pages } from './environment';

export type Model = Readonly<Record<string, unknown>>;

export interface NavigationEntry {
  readonly href: string;
  /** Text key. */
  readonly key: string;
  /** Other addresses that belong to the same part. */
  readonly also?: readonly string[];
}

export interface ViewsOptions {
  /** The project's own folder. */
  root: string;
  translations: Translations;
  isDemo: () => boolean;
  /** What the page's navigation shows this visitor. */
  navigation: (request: TantuRequest) => readonly NavigationEntry[];
}

/** What every page gets besides its own model. */
export interface PageContext {
  readonly language: Language;
  readonly otherLanguage: Language;
  /** The address of this page in the other language. */
  readonly languageSwitch: string;
  /** Of a page that answers a sent form: where the form stands, for the browser's address bar. */
  readonly formAddress: string | null;
  readonly path: string;
  readonly user: Pick<Actor, 'name' | 'role' | 'areaCode'> | null;
  /** The token for this visitor's forms. It is made where a page writes it, because making it starts a session. */
  readonly csrfToken: { toString(): string };
  readonly navigation: readonly (NavigationEntry & { readonly isCurrent: boolean })[];
  readonly flash: readonly { readonly kind: string; readonly key: string; readonly params?: Model }[];
  readonly isDemo: boolean;
  readonly requestId: string;
}

const LANGUAGE_COOKIE = 'tantu.lang';
const A_YEAR_IN_SECONDS = 31_536_000;

/** Pages: templates that loop and branch, over models that presenters made. */
export class Views {
  private readonly environments: Readonly<Record<Language, Pages>>;

  constructor(private readonly options: ViewsOptions) {
    const environment = (language: Language): Pages =>
      createEnvironment(options.root, language, options.translations.in(language));
    this.environments = { 'zh-CN': environment('zh-CN'), en: environment('en') };
  }

  language(request: TantuRequest): Language {
    const cookie = new RegExp(`(?:^|;\\s*)${LANGUAGE_COOKIE}=([\\w-]+)`).exec(
      request.headers.cookie ?? '',
    )?.[1];
    return chooseLanguage(request.query?.lang, cookie, request.headers['accept-language']);
  }

  /** For what is written without a request's own language: a file that somebody asked for in another one. */
  wordsIn(language: Language): Translate {
    return this.options.translations.in(language);
  }

  translate(request: TantuRequest): Translate {
    return this.options.translations.in(this.language(request));
  }

  /** Answers with a page. `model` comes from a presenter; whatever every page needs is added here. */
  page(
    request: TantuRequest,
    response: TantuResponse,
    template: string,
    model: Model = {},
    status = 200,
  ): void {
    const context = this.contextOf(request);
    if (request.query?.lang === context.language) {
      response.append(
        'Set-Cookie',
        `${LANGUAGE_COOKIE}=${context.language}; Path=/; Max-Age=${A_YEAR_IN_SECONDS}; SameSite=Lax`,
      );
    }
    const html = this.render(template, model, context);
    response.status(status).type('html').setHeader('Cache-Control', 'no-store').send(html);
  }

  /** A page as text, for those who have no request: tests and previews. @throws when a template is missing */
  render(template: string, model: Model, context: PageContext): string {
    return this.environments[context.language].render(template, { ...context, ...model });
  }

  private contextOf(request: TantuRequest): PageContext {
    const language = this.language(request);
    const otherLanguage = LANGUAGES.find((other) => other !== language)!;
    return {
      language,
      otherLanguage,
      languageSwitch: switchAddress(request, otherLanguage),
      formAddress: formAddress(request),
      path: request.path,
      user: request.tantu.actor,
      csrfToken: { toString: () => formToken(request) },
      navigation: this.options.navigation(request).map((entry) => ({
        ...entry,
        isCurrent: [entry.href, ...(entry.also ?? [])].some((href) => isWithin(href, request.path)),
      })),
      flash: takeFlash(request),
      isDemo: this.options.isDemo(),
      requestId: request.tantu.id,
    };
  }
}

function isWithin(part: string, path: string): boolean {
  return path === part || (part !== '/' && path.startsWith(`${part}/`));
}

/** Messages for the next page are shown once. */
function takeFlash(request: TantuRequest): PageContext['flash'] {
  const flash = request.session?.flash ?? [];
  if (flash.length > 0) request.session.flash = [];
  return flash;
}

/** The same page in the other language; a page that answers a sent form has no address of its own, but its form has. */
function switchAddress(request: TantuRequest, lang: Language): string {
  if (request.method !== 'GET') return withLanguage(formAddress(request) ?? '/', lang);
  const { _csrf, lang: _lang, ...query } = request.query;
  return address(onThisSite(request.path), { ...query, lang });
}

/** Where a sent form stands, as the browser tells; null for a page that answers no form, and where it is not told. */
function formAddress(request: TantuRequest): string | null {
  const { referer, host } = request.headers;
  if (request.method === 'GET' || !referer || !URL.canParse(referer)) return null;
  const url = new URL(referer);
  if (url.host !== host) return null;
  for (const name of ['_csrf', 'lang']) url.searchParams.delete(name);
  return onThisSite(url.pathname) + url.search;
}

function withLanguage(path: string, lang: Language): string {
  return `${path}${path.includes('?') ? '&' : '?'}lang=${lang}`;
}

/** An address that begins with two slashes would be another site's. */
function onThisSite(path: string): string {
  return path.replace(/^[/\\]+/, '/');
}
