import { Translate } from '../i18n/translator';
import { Language } from '../i18n/texts';
import { fieldId, SummaryLine } from './form-state';

/** A field's name as lines of one list share it: rooms[0].name and rooms[1].name are both rooms-*-name. */
const acrossLines = (field: string): string => fieldId(field.replace(/\[\d+\]/g, '[*]'));

/** Number of the line that a field stands in, as people count; undefined outside a list. */
function lineNumber(field: string): number | undefined {
  const index = /\[(\d+)\]/.exec(field)?.[1];
  return index === undefined ? undefined : Number(index) + 1;
}

/**
 * What the fields of one page are called. The summary of faults names each field, but stands above the fields that
 * bear the names: so a page whose summary asked for a name that came later is put together a second time.
 */
export class FieldLabels {
  private readonly labels = new Map<string, { field: string; label: string }>();
  private isAskedEarly = false;

  constructor(
    private readonly t: Translate,
    private readonly language: Language,
  ) {}

  /** Before a page is put together. */
  start(): void {
    this.labels.clear();
    this.isAskedEarly = false;
  }

  /** True when the summary stands on the page without a name that a field has borne since. */
  get isComing(): boolean {
    return this.isAskedEarly && this.labels.size > 0;
  }

  keep(field: string, label: string): void {
    this.labels.set(fieldId(field), { field, label });
  }

  /** The summary, each line with the name of its field, in the order in which the fields stand on the page. */
  summaryOf(lines: readonly SummaryLine[]): { text: string; href?: string }[] {
    const places = [...this.labels.keys()];
    const placeOf = ({ field }: SummaryLine): number =>
      field === undefined ? places.length : places.indexOf(fieldId(field));
    const ordered = [...lines].sort((one, other) => placeOf(one) - placeOf(other));
    return ordered.map((line) => ({ text: this.faultText(line), href: line.href }));
  }

  /** With the number of its line where several fields are called the same. */
  private faultText({ text, field }: SummaryLine): string {
    if (field === undefined) return text;
    const kept = this.labels.get(fieldId(field));
    if (!kept) {
      this.isAskedEarly = true;
      return text;
    }
    const number = this.isOneOfSeveral(kept) ? lineNumber(field) : undefined;
    const name = number === undefined ? kept.label : this.t('layout.errorSummary.line', { field: kept.label, number }); // prettier-ignore
    return this.t('layout.errorSummary.named', { field: name, message: this.afterColon(text) });
  }

  private isOneOfSeveral({ field, label }: { field: string; label: string }): boolean {
    const alike = [...this.labels.values()].filter(
      (other) => other.label === label && acrossLines(other.field) === acrossLines(field),
    );
    return alike.length > 1;
  }

  /** English goes on with a small letter, unless the word begins with several great ones (ID number). */
  private afterColon(text: string): string {
    if (this.language !== 'en' || !/^[A-Z][a-z ]/.test(text)) return text;
    return text.charAt(0).toLowerCase() + text.slice(1);
  }
}
