import { ApiProperty } from '@nestjs/swagger';
import { paths } from '../paths';
import { Language } from '../platform/i18n/texts';
import { Translate } from '../platform/i18n/translator';
import { formatInstant } from '../platform/time/district-time';
import { findingWords } from '../rules/finding-words';
import { AuditFinding } from './audit-finding.repository';
import { AUDIT_SOURCES, AuditResult, AuditRun, AuditScope, AuditSources, NotJudged, RUN_STATES, RunState } from './audit-run'; // prettier-ignore
import { columnsOf } from './silent-aspects';

class ShareView {
  @ApiProperty({
    description: 'Code of the rule, year, contractor or community; empty where a record names none',
  })
  key!: string;
  @ApiProperty() findings!: number;
  @ApiProperty({ description: 'Records with at least one of them' }) records!: number;
}

class NotJudgedView {
  @ApiProperty({ example: 'E05' }) rule!: string;
  @ApiProperty({ description: 'Records whose source says nothing of something that the rule needs' })
  silent!: number;
  @ApiProperty({ type: [String], description: 'What that is' }) aspects!: readonly string[];
  @ApiProperty({ description: 'Records of which only the month of a date is known' }) vague!: number;
}

class RecordCountView {
  @ApiProperty({ description: 'Of imported ledgers' }) found!: number;
  @ApiProperty({ description: 'Living ones' }) live!: number;
}

class AuditResultView {
  @ApiProperty() records!: RecordCountView;
  @ApiProperty() findings!: number;
  @ApiProperty({
    required: false,
    description: 'Flags among them of which somebody decided that they may stand',
  })
  decided?: number;
  @ApiProperty() recordsWithFindings!: number;
  @ApiProperty({ type: [String], description: 'Codes of the rules that were asked' })
  rules!: readonly string[];
  @ApiProperty({ type: [NotJudgedView] }) notJudged!: readonly NotJudgedView[];
  @ApiProperty({ type: [ShareView] }) byRule!: readonly ShareView[];
  @ApiProperty({ type: [ShareView] }) byYear!: readonly ShareView[];
  @ApiProperty({ type: [ShareView] }) byContractor!: readonly ShareView[];
  @ApiProperty({ type: [ShareView] }) byCommunity!: readonly ShareView[];
}

export class AuditRunView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ example: '410404' }) areaCode!: string;
  @ApiProperty({ type: Number, nullable: true, description: 'Null for every year' }) yearFrom!: number | null;
  @ApiProperty({ type: Number, nullable: true }) yearUntil!: number | null;
  @ApiProperty({ enum: AUDIT_SOURCES }) sources!: AuditSources;
  @ApiProperty() starterName!: string;
  @ApiProperty({ format: 'date-time' }) requestedAt!: Date;
  @ApiProperty({ enum: RUN_STATES }) state!: RunState;
  @ApiProperty({
    type: Number,
    nullable: true,
    description: 'Records before it; null until they are counted',
  })
  total!: number | null;
  @ApiProperty({ description: 'Records looked at' }) done!: number;
  @ApiProperty({ format: 'date-time' }) progressedAt!: Date;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) finishedAt!: Date | null;
  @ApiProperty({ type: AuditResultView, nullable: true, description: 'Null until it is done' })
  result!: AuditResultView | null;
}

class LedgerRowView {
  @ApiProperty() fileName!: string;
  @ApiProperty() sheet!: string;
  @ApiProperty() row!: number;
}

class FlagDecisionView {
  @ApiProperty() by!: string;
  @ApiProperty({ format: 'date-time' }) at!: string;
  @ApiProperty() reason!: string;
}

export class AuditFindingView {
  @ApiProperty({ example: '1' }) id!: string;
  @ApiProperty({ enum: ['found', 'live'] }) source!: string;
  @ApiProperty({ format: 'uuid', description: 'The found record, the retrofit, or the year as a whole' })
  recordId!: string;
  @ApiProperty() year!: number;
  @ApiProperty({ description: 'Masked' }) personLabel!: string;
  @ApiProperty() community!: string;
  @ApiProperty() contractor!: string;
  @ApiProperty({ example: 'C07' }) rule!: string;
  @ApiProperty({ enum: ['block', 'gate', 'flag', 'watch'] }) mode!: string;
  @ApiProperty() subjectType!: string;
  @ApiProperty() subjectId!: string;
  @ApiProperty() subjectPart!: string;
  @ApiProperty({ type: 'object', additionalProperties: true }) facts!: object;
  @ApiProperty({ description: 'In the reader’s language' }) message!: string;
  @ApiProperty({ description: 'What to do about it; empty where nobody can say' }) cure!: string;
  @ApiProperty({ type: [LedgerRowView], nullable: true, description: 'Null for a living record' })
  rows!: readonly LedgerRowView[] | null;
  @ApiProperty({ type: FlagDecisionView, nullable: true, description: 'That the flag may stand' })
  decision!: FlagDecisionView | null;
}

class ComparedRuleView {
  @ApiProperty({ example: 'C07' }) rule!: string;
  @ApiProperty() new!: number;
  @ApiProperty() cured!: number;
  @ApiProperty() same!: number;
}

export class AuditComparisonView {
  @ApiProperty({ type: [ComparedRuleView] }) rules!: ComparedRuleView[];
  @ApiProperty({ type: [AuditFindingView] }) items!: AuditFindingView[];
  @ApiProperty({ type: String, nullable: true }) next!: string | null;
}

export function presentRun(run: AuditRun): AuditRunView {
  const { id, areaCode, yearFrom, yearUntil, sources, starterName, requestedAt, state, total, done, progressedAt, finishedAt } = run;
  return { id, areaCode, yearFrom, yearUntil, sources, starterName, requestedAt, state, total, done, progressedAt, finishedAt, result: run.result };
} // prettier-ignore

export function presentFinding(finding: AuditFinding, t: Translate, language: Language): AuditFindingView {
  const { message, cure } = findingInTexts(finding, t, language);
  return { ...finding, message, cure };
}

/** For a page: in words, with the way to the record. */
export function findingRow(finding: AuditFinding, t: Translate, language: Language): object {
  const { source, recordId, subjectType } = finding;
  const isYear = subjectType === 'programme';
  const livePage = isYear ? paths.programmes.show(recordId) : paths.retrofits.show(recordId);
  const foundPage = isYear ? null : paths.foundRecords.show(recordId);
  return {
    ...finding,
    ...findingInTexts(finding, t, language),
    rowsText: rowsInTexts(finding, t),
    decisionText: decisionInTexts(finding, t, language),
    href: source === 'live' ? livePage : foundPage,
  };
}

export function findingInTexts(
  finding: Pick<AuditFinding, 'rule' | 'facts' | 'source'>,
  t: Translate,
  language: Language,
): { title: string; message: string; cure: string } {
  const { title, message, cure, parameters } = findingWords(finding, language);
  // What is done with a living file would be making up papers afterwards here.
  const whatToDo =
    finding.source === 'found' ? t('audit.foundCure') : cure === null ? '' : t(cure, parameters);
  return { title: t(title), message: t(message, parameters), cure: whatToDo };
}

/** Where the record stands in the ledgers: file, sheet and row. */
export function rowsInTexts({ rows }: AuditFinding, t: Translate): string {
  const sheetOf = (sheet: string): string => (sheet === '' ? 'none' : sheet);
  return (rows ?? []).map(({ fileName, sheet, row }) => t('audit.ledgerRow', { file: fileName, sheet: sheetOf(sheet), row: String(row) })).join('\n'); // prettier-ignore
}

/** Who decided that a flag may stand, when and why; empty where nobody did. */
export function decisionInTexts({ decision }: AuditFinding, t: Translate, language: Language): string {
  if (decision === null) return '';
  const { by, at, reason } = decision;
  return t('audit.decision', { by, at: formatInstant(new Date(at), language), reason });
}

/** "No column for …", in the ledgers' own words; what no column could tell is named by itself. */
export function notJudgedInTexts({ silent, aspects, vague }: NotJudged, t: Translate, language: Language): string {
  const columns = new Set(aspects.flatMap((aspect) => columnsOf(aspect, language)));
  const others = aspects.filter((aspect) => columnsOf(aspect, language).length === 0).map((aspect) => t(`audit.aspect.${aspect}`)); // prettier-ignore
  const list = [...columns, ...others].join(language === 'en' ? ', ' : '、');
  return [
    ...(silent > 0 ? [t('audit.notJudged.silent', { list })] : []),
    ...(vague > 0 ? [t('audit.notJudged.vague')] : []),
  ].join(language === 'en' ? ' ' : '');
} // prettier-ignore

export function yearsInWords({ yearFrom, yearUntil }: AuditScope, t: Translate): string {
  if (yearFrom === null) return t('audit.everyYear');
  return yearFrom === yearUntil ? String(yearFrom) : `${yearFrom}–${yearUntil}`;
}

/** One table of a run's page, ordered as asked. */
export function sharesOf(result: AuditResult, by: 'byRule' | 'byYear' | 'byContractor' | 'byCommunity', sort: 'findings' | 'key' | null): AuditResult['byRule'] {
  const order = sort ?? (by === 'byYear' ? 'key' : 'findings');
  return order === 'key' ? result[by].toSorted((a, b) => (a.key < b.key ? -1 : 1)) : result[by];
} // prettier-ignore
