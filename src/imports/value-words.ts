import { Translate } from '../platform/i18n/translator';
import { Language } from '../platform/i18n/texts';
import { formatMoney } from '../platform/i18n/formats';
import { FoundDate, FoundItem, FoundValue } from './found-record';
import { LEDGER_FIELDS, LedgerField } from './ledger-fields';
import { RowProblem } from './parsing/parse-row';

/** A field as the reader's ledgers call it. */
export function fieldLabel(field: LedgerField, language: Language): string {
  return LEDGER_FIELDS[field][language === 'en' ? 'en' : 'zh'][0];
}

/** A value in words; what a cell was read as must be seen, or nobody notices that it was read wrongly. */
export function valueInWords(field: LedgerField, value: FoundValue | null, t: Translate, language: Language): string {
  if (value === null) return t('imports.value.blank');
  const { type } = LEDGER_FIELDS[field];
  if (typeof value === 'boolean') return type === 'phone' ? t('imports.value.there') : t(`imports.value.${value ? 'yes' : 'no'}`);
  if (typeof value === 'number') {
    if (type === 'money') return formatMoney(value, language);
    if (type === 'grade') return t('imports.value.grade', { grade: value });
    return type === 'category' ? t(`imports.value.category.${value}`) : String(value);
  }
  if (typeof value === 'string') return codeInWords(type, value, t);
  return isDate(value) ? dateInWords(value, t) : listInWords(type, value, t, language);
} // prettier-ignore

/** Who did something; what came over the terminal has no name of a person. */
export function whoInWords(name: string, t: Translate): string {
  return name === 'command-line' ? t('imports.commandLine') : name;
}

/** What is wrong with a cell or a row, without its place. */
export function faultInWords({ fault }: Pick<RowProblem, 'fault'>, t: Translate): string {
  return t(`imports.fault.${fault}`);
}

function codeInWords(type: string, value: string, t: Translate): string {
  switch (type) {
    case 'hardship':
    case 'tenure':
      return t(`households.${type}.${value}`);
    case 'satisfaction':
      return t(`imports.value.${value}`);
    case 'idNumber':
    case 'certificateNumber':
      return t(value === 'valid' ? 'imports.value.valid' : value === 'digitsLost' ? 'imports.fault.digitsLost' : `imports.fault.number.${value}`); // prettier-ignore
    default:
      return value;
  }
}

function isDate(value: object): value is FoundDate {
  return 'from' in value;
}

function dateInWords({ from, until }: FoundDate, t: Translate): string {
  return from === until ? from : t('imports.value.month', { month: from.slice(0, 7) });
}

function listInWords(type: string, list: readonly unknown[], t: Translate, language: Language): string {
  if (list.length === 0) return t('imports.value.none');
  const separator = language === 'en' ? ', ' : '、';
  if (type === 'signers') return list.map((role) => t(`imports.role.${String(role)}`)).join(separator);
  if (type !== 'items') return list.join(separator);
  return (list as readonly FoundItem[])
    .map(({ name, code, quantity }) => {
      const item = quantity === null ? name : `${name} × ${quantity}`;
      return code === null ? t('imports.value.itemUnknown', { item }) : item;
    })
    .join(separator);
}
