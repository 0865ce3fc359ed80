import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import { INestApplicationContext } from '@nestjs/common';
import { AuditComparison, AuditReader } from '../audit/audit-reader';
import { AUDIT_SOURCES, AuditRun } from '../audit/audit-run';
import { StartAuditDto } from '../audit/audit.dto';
import { notJudgedInTexts } from '../audit/audit.presenter';
import { ExportAudit } from '../audit/export-audit';
import { RunAudit } from '../audit/run-audit';
import { StartAudit } from '../audit/start-audit';
import { systemActor } from '../platform/database/actor';
import { readForm } from '../platform/http/validation';
import { invalid, Problem } from '../platform/problems/problem';
import { Translations } from '../platform/i18n/translator';
import { TEXTS } from '../texts';

export const AUDIT_ABOUT = `--area CODE [--years 2019-2021] [--sources ${AUDIT_SOURCES.join('|')}] [--out FILE.xlsx] [--compare RUN] [--lang zh|en]: audit records; exit code 1 when anything is found`;

interface Io {
  say(line: string): void;
  /** For progress: on stderr, so that the summary can be piped. */
  complain(line: string): void;
}

/** Audits a district in this process and prints what it came to. @returns 1 when anything was found */
export async function auditCommand(app: INestApplicationContext, options: Record<string, string>, io: Io): Promise<number> {
  const actor = systemActor('command-line');
  const language = languageOf(options);
  const runId = await asTyped(async () => {
    const input = await readForm(StartAuditDto, { areaCode: options.area, sources: options.sources ?? 'both', ...yearsOf(options.years) });
    return app.get(StartAudit).withoutJob(actor, input);
  });
  let told = 0;
  await app.get(RunAudit).execute({ runId }, (done, total) => {
    const tenth = total === 0 ? 10 : Math.floor((done * 10) / total);
    if (tenth > told) io.complain(`${done} of ${total} records`);
    told = Math.max(told, tenth);
  });
  const run = await app.get(AuditReader).show(actor, runId);
  for (const line of summary(run, language)) io.say(line);
  if (options.compare) for (const line of difference(await app.get(AuditReader).compare(actor, runId, { with: options.compare }))) io.say(line);
  if (options.out) {
    const file = createWriteStream(options.out);
    await app.get(ExportAudit).write(actor, await app.get(ExportAudit).begin(actor, runId), language, file);
    file.end();
    await finished(file);
    io.complain(options.out);
  }
  return run.result!.findings === 0 ? 0 : 1;
} // prettier-ignore

/** The names that a terminal calls the fields of a form by. */
const OPTION_OF: Readonly<Record<string, string>> = {
  areaCode: 'area',
  yearFrom: 'years',
  yearUntil: 'years',
};

/** A refusal names the options as they are typed. */
async function asTyped<T>(act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'invalid-input') throw error;
    throw invalid(...error.errors.map((one) => ({ ...one, field: OPTION_OF[one.field] ?? one.field })));
  }
}

/** `--language` was its name before `--lang`, and still is one. @throws Problem invalid-input */
function languageOf({ lang, language }: Record<string, string>): 'en' | 'zh-CN' {
  const asked = lang ?? language ?? 'en';
  if (asked === 'en') return 'en';
  if (asked === 'zh' || asked === 'zh-CN') return 'zh-CN';
  throw invalid({ field: 'lang', key: 'audit.form.langForm' });
}

/** `2019-2021`, or one year alone. @throws Problem invalid-input */
function yearsOf(text: string | undefined): { yearFrom?: string; yearUntil?: string } {
  if (text === undefined) return {};
  if (!/^\d{4}([-–]\d{4})?$/.test(text)) throw invalid({ field: 'years', key: 'audit.form.yearsForm' });
  const [from, until] = text.split(/[-–]/);
  return { yearFrom: from, yearUntil: until ?? from };
}

function summary({ id, result }: AuditRun, language: 'en' | 'zh-CN'): string[] {
  const t = new Translations(TEXTS).in(language);
  const { records, recordsWithFindings, findings, byRule, byYear, notJudged } = result!;
  return [
    `${t('audit.title')} ${id}`,
    `${t('audit.records')} ${records.found + records.live}, ${t('audit.recordsWithFindings')} ${recordsWithFindings}, ${t('audit.findings')} ${findings}`,
    ...(records.found + records.live === 0 ? [t('audit.noRecords')] : []),
    ...byRule.map(({ key, findings: count, records: of }) => `  ${key}  ${String(count).padStart(7)}  ${String(of).padStart(7)}  ${t(`rules.${key}.title`)}`),
    ...byYear.map(({ key, findings: count, records: of }) => `  ${key} ${String(count).padStart(7)}  ${String(of).padStart(7)}`),
    ...(notJudged.length > 0 ? [t('audit.notJudged.title')] : []),
    ...notJudged.map((one) => `  ${one.rule}  ${String(one.silent).padStart(7)}  ${String(one.vague).padStart(7)}  ${notJudgedInTexts(one, t, language)}`),
  ];
} // prettier-ignore

function difference({ rules, other }: AuditComparison): string[] {
  return [
    `Beside ${other.id}: new, cured, same`,
    ...rules.map((one) => `  ${one.rule}  ${String(one.new).padStart(7)}  ${String(one.cured).padStart(7)}  ${String(one.same).padStart(7)}`),
  ];
} // prettier-ignore
