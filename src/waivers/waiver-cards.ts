import { Injectable } from '@nestjs/common';
import { may } from '../access/permissions';
import { paths } from '../paths';
import { Actor } from '../platform/database/actor';
import { ReadTx } from '../platform/database/database';
import { formatDay } from '../platform/i18n/formats';
import { Translate } from '../platform/i18n/translator';
import { formatInstant } from '../platform/time/district-time';
import { Model } from '../platform/views/views';
import { Words } from '../workflow/date-hints';
import { WaiverRepository, WaiverRow } from './waiver.repository';
import { stateOf, WaiverState } from './waivers.presenter';

const TONES: Record<WaiverState, string> = {
  requested: 'progress',
  approved: 'good',
  refused: 'bad',
  withdrawn: 'neutral',
};

/** The waivers of a retrofit as its pages show them, the refused and the withdrawn too. */
@Injectable()
export class WaiverCards {
  constructor(private readonly waivers: WaiverRepository) {}

  async of(tx: ReadTx, retrofitId: string, words: Words): Promise<Model[]> {
    return (await this.waivers.of(tx, retrofitId)).map((row) => cardOf(row, words));
  }
}

export function stateTag(row: WaiverRow, t: Translate): { text: string; tone: string } {
  const state = stateOf(row);
  return { text: t(`waivers.state.${state}`), tone: TONES[state] };
}

/** One waiver: what is waived, why, on which paper, and who did what when. */
export function cardOf(row: WaiverRow, { t, language }: Words): Model {
  const by = (name: string | null, at: Date | null): Model => ({
    value: name,
    note: at && formatInstant(at, language),
  });
  const fact = (key: string, more: Model): Model => ({ key: t(`waivers.fact.${key}`), ...more });
  const open = { href: paths.documents.file(row.documentId), text: t('waivers.scan'), hidden: row.documentNumber }; // prettier-ignore
  return {
    title: t('waivers.title.rule', { rule: row.rule, title: t(`rules.${row.rule}.title`) }),
    href: paths.waivers.show(row.id),
    tag: stateTag(row, t),
    rows: [
      fact('reason', { value: row.reason }),
      fact('authority', { value: row.authority }),
      fact('document', { value: row.documentNumber, note: formatDay(row.documentDate, language), actions: [open] }),
      fact('requested', by(row.requesterName, row.requestedAt)),
      ...(row.decision ? [fact(row.decision, by(row.deciderName, row.decidedAt))] : []),
      ...(row.decisionNote ? [fact('note', { value: row.decisionNote })] : []),
      ...(row.withdrawnAt ? [fact('withdrawn', by(row.withdrawerName, row.withdrawnAt)), fact('withdrawalReason', { value: row.withdrawalReason })] : []),
    ],
  }; // prettier-ignore
}

/** What this actor can do with a waiver now, and why not where somebody might wonder. */
export function choicesOf(row: WaiverRow, actor: Actor): Model {
  const state = stateOf(row);
  const isOwn = row.requestedBy === actor.id;
  const decides = may(actor.role, 'waiver.decide') && actor.areaCode.length === 6;
  return {
    mayDecide: state === 'requested' && decides && !isOwn,
    isOwn: state === 'requested' && isOwn,
    mayWithdraw: (state === 'requested' && isOwn) || (state === 'approved' && decides),
  };
}
