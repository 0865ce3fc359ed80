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
import { Translations } from '../platform/i18n/translator';
import { TEXTS } from '../texts';

export const AUDIT_ABOUT = `--area CODE [--years 2019-2021] [--sources ${AUDIT_SOURCES.join('|')}] [--out FILE.xlsx] [--compare RUN] [--language en|zh-CN]: audit records; exit code 1 when anything is found`;

interface Io {
  say(line: string): void;
  /** For progress: on stderr, so that the summary can be piped. */
  complain(line: string): void;
}

/** Audits a district in this process and prints what it came to. @returns 1 when anything was found */
export async function auditCommand(app: INestApplicationContext, options: Record<string, string>, io: Io): Promise<number> {
  const actor = systemActor('command-line');
  const language = options.language === 'zh-CN' ? 'zh-CN' : 'en';
  const input = await readForm(StartAuditDto, { areaCode: options.area, sources: options.sources ?? 'both', ...yearsOf(options.years) });
  const runId = await app.get(StartAudit).withoutJob(actor, input);
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

/** `2019-2021`, or one year alone. */
function yearsOf(text: string | undefined): { yearFrom?: string; yearUntil?: string } {
  if (text === undefined) return {};
  const [from, until] = text.split(/[-–]/);
  return { yearFrom: from, yearUntil: until ?? from };
}

function summary({ id, result }: AuditRun, language: 'en' | 'zh-CN'): string[] {
  const t = new Translations(TEXTS).in(language);
  const { records, recordsWithFindings, findings, byRule, byYear, notJudged } = result!;
  return [
    `${t('audit.title')} ${id}`,
    `${t('audit.records')} ${records.found + records.live}, ${t('audit.recordsWithFindings')} ${recordsWithFindings}, ${t('audit.findings')} ${findings}`,
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
