import { Injectable } from '@nestjs/common';
import { areaLabel, AreaNames } from '../access/areas/area-names';
import { paths } from '../paths';
import { ReadTx } from '../platform/database/database';
import { Language } from '../platform/i18n/texts';
import { Translate } from '../platform/i18n/translator';
import { notFound } from '../platform/problems/problem';
import { Retrofit } from './retrofit.entity';
import { RetrofitPage, STEPS } from './steps';
import { bindingNumber } from './terms';

/** What `templates/workflow/retrofit-header.njk` shows: include it in the block `breadcrumbs`, with this as `header`. */
export interface RetrofitHeaderModel {
  readonly id: string;
  readonly crumbs: readonly { readonly text: string; readonly href?: string }[];
  readonly personName: string;
  readonly address: string;
  /** In each language: the header's template knows the reader's, its callers need not. */
  readonly areaNames: Readonly<Record<Language, string>>;
  readonly programmeName: string;
  /** Late entries are marked from this many days on; the terms that bind the retrofit say so. */
  readonly lateEntryDays: number;
  /** 步骤 3/7, in the reader's words; null for a page that is none of the seven. */
  readonly step: string | null;
  /** Why the retrofit ended; null while it goes on. */
  readonly ended: string | null;
}

interface HeaderRow {
  personName: string;
  address: string;
  programmeName: string;
  lateEntryDays: number;
}

/** The head of every page below a retrofit: whose home, where, which programme, which of the seven steps. */
@Injectable()
export class RetrofitHeader {
  constructor(private readonly areas: AreaNames) {}

  /** Asks only for what a contractor's user may read too. */
  async model(
    tx: ReadTx,
    retrofit: Retrofit,
    t: Translate,
    page: RetrofitPage,
  ): Promise<RetrofitHeaderModel> {
    const [row] = await tx.sql<HeaderRow>(
      `SELECT n.name AS "personName", h.address, g.name AS "programmeName", ${bindingNumber('g', 'lateEntryDays')} AS "lateEntryDays"
         FROM retrofits r JOIN people n ON n.id = r.person_id JOIN households h ON h.id = r.household_id
         JOIN programmes g ON g.id = r.programme_id
        WHERE r.id = $1`,
      [retrofit.id],
    );
    if (!row) throw notFound();
    const step = STEPS.find((one) => one.page === page);
    const area = (await this.areas.of(tx, [retrofit.areaCode])).get(retrofit.areaCode);
    const named = (language: Language): string => areaLabel(area, retrofit.areaCode, language);
    return {
      id: retrofit.id,
      ...row,
      areaNames: { 'zh-CN': named('zh-CN'), en: named('en') },
      crumbs: [
        { text: t('workflow.list.title'), href: paths.retrofits.list },
        { text: row.personName, href: paths.retrofits.show(retrofit.id) },
        { text: t(`workflow.page.${page}`) },
      ],
      step: step ? t('workflow.step.number', { order: step.order }) : null,
      ended: retrofit.endedReason && t(`workflow.ended.${retrofit.endedReason}`),
    };
  }
}
