import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Environment, FileSystemLoader } from 'nunjucks';
import { formatDay, formatMoney, formatNumber, formatQuantity } from '../i18n/formats';
import { Translate } from '../i18n/translator';
import { Language } from '../i18n/texts';
import { yuanInput } from '../numbers/money';
import { isCalendarDate } from '../time/calendar-date';
import { formatInstant } from '../time/district-time';
import { FieldLabels } from './field-labels';
import { fieldOf, FormState } from './form-state';

/** The pages of one language. */
export interface Pages {
  render(template: string, model: object): string;
}

/**
 * The templates in one language. Macros see no page variables, only globals: so each language has an environment of
 * its own, and `t`, `day`, `money` and the others are at hand in every macro without being passed along.
 */
export function createEnvironment(root: string, language: Language, t: Translate): Pages {
  const labels = new FieldLabels(t, language);
  const folders = [join(root, 'templates'), join(root, 'node_modules/govuk-frontend/dist')];
  const loader = new FileSystemLoader(folders, { noCache: process.env.NODE_ENV === 'development' });
  const environment = new Environment(loader, { autoescape: true, trimBlocks: true, lstripBlocks: true });
  const assets = readAssets(root);
  const globals: Record<string, unknown> = {
    t,
    language,
    day: (value: string | null | undefined) => formatDay(value, language),
    instant: (value: Date | string | null | undefined) =>
      value ? formatInstant(new Date(value), language) : '—',
    money: (fen: number | string | null | undefined) => formatMoney(fen, language),
    number: (value: number | string | null | undefined, decimals?: number) => formatNumber(value, decimals),
    quantity: formatQuantity,
    asset: (name: string) => `/assets/${assets[name] ?? name}`,
    address,
    fieldOf: (form: FormState | undefined, name: string, label?: string) => {
      const field = fieldOf(form, name);
      if (label) labels.keep(name, label);
      return {
        ...field,
        error: field.error && { text: field.error, visuallyHiddenText: t('layout.errorPrefix') },
      };
    },
    summaryOf: (form: FormState) => labels.summaryOf(form.summary),
    dateInputType,
    moneyInput,
  };
  for (const [name, value] of Object.entries(globals)) environment.addGlobal(name, value);
  return { render: (template, model) => renderNamed(environment, labels, template, model) };
}

/** Once more where the summary of faults stands above the fields that it has to name, as it does on every form. */
function renderNamed(environment: Environment, labels: FieldLabels, template: string, model: object): string {
  labels.start();
  const html = environment.render(template, model);
  return labels.isComing ? environment.render(template, model) : html;
}

/** Names of the built files; in a checkout that was never built the pages come without styles, but they come. */
function readAssets(root: string): Readonly<Record<string, string>> {
  const manifest = join(root, 'dist/public/manifest.json');
  return existsSync(manifest) ? (JSON.parse(readFileSync(manifest, 'utf8')) as Record<string, string>) : {};
}

/** A browser's date field throws away what is no ISO date; what was typed otherwise is kept as plain text. */
function dateInputType(value: unknown): 'date' | 'text' {
  return value === '' || isCalendarDate(value) ? 'date' : 'text';
}

/** Records hold fen, people type yuan: a number is the record's and is written as yuan, a text is what was typed. */
function moneyInput(value: unknown): unknown {
  return Number.isSafeInteger(value) ? yuanInput(value as number) : value;
}

/** An address with its query; parameters without a value are left out. */
export function address(path: string, parameters: Readonly<Record<string, unknown>> = {}): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    for (const single of Array.isArray(value) ? (value as unknown[]) : [value]) {
      if (
        typeof single === 'number' ||
        typeof single === 'boolean' ||
        (typeof single === 'string' && single !== '')
      )
        query.append(name, String(single));
    }
  }
  const text = query.toString();
  return text === '' ? path : `${path}${path.includes('?') ? '&' : '?'}${text}`;
}
