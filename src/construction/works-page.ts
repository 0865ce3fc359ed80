import { Injectable } from '@nestjs/common';
import { may } from '../access/permissions';
import { paths } from '../paths';
import { ReadTx } from '../platform/database/database';
import { formatDay, formatNumber } from '../platform/i18n/formats';
import { Language } from '../platform/i18n/texts';
import { Translate } from '../platform/i18n/translator';
import { Clock } from '../platform/time/clock';
import { formatInstant, localDay } from '../platform/time/district-time';
import { CatalogueItem } from '../plans/catalogue/catalogue-item';
import { formatMeasuredValue } from '../plans/requirement-check';
import { Milestone } from '../rules/milestone';
import { waitingWaivers, waiverOffer } from '../waivers/waiver-offer';
import { DateHints } from '../workflow/date-hints';
import { DossierRepository } from '../workflow/dossier.repository';
import { findingInWords } from '../workflow/finding-words';
import { ofSupposed, withDates } from '../workflow/proposed-dates';
import { Retrofit } from '../workflow/retrofit.entity';
import { RetrofitHeader } from '../workflow/retrofit-header';
import { RetrofitRepository } from '../workflow/retrofit.repository';
import { RULE_BOOK } from '../workflow/rule-book';
import { photoChoice } from './device-photos-page';
import { DevicePhoto, InstalledDevice, ProgressNote, WorksRepository } from './works.repository';

interface Words {
  readonly t: Translate;
  readonly language: Language;
}

interface PlannedItem {
  id: string;
  room: string;
  quantity: string;
  dimensions: Record<string, number>;
  item: CatalogueItem;
}

/** What the contractor sees of one retrofit: what to build, what is missing, what was recorded. */
@Injectable()
export class WorksPage {
  constructor(
    private readonly retrofits: RetrofitRepository,
    private readonly works: WorksRepository,
    private readonly dossiers: DossierRepository,
    private readonly dateHints: DateHints,
    private readonly header: RetrofitHeader,
    private readonly clock: Clock,
  ) {}

  async model(tx: ReadTx, id: string, words: Words): Promise<Record<string, unknown>> {
    const { t, language } = words;
    const retrofit = await this.retrofits.get(tx, id);
    const items = await this.items(tx, id);
    const [contract] = await tx.sql<{ number: string; contractor: string }>(
      'SELECT c.number, f.name AS contractor FROM contracts c JOIN contractors f ON f.id = c.contractor_id WHERE c.id = $1',
      [retrofit.contractId],
    );
    const mayWork =
      may(tx.actor.role, 'works.write') && retrofit.endedOn === null && retrofit.acceptedOn === null;
    const nameOf = (text: { zh: string; en: string }): string => (language === 'en' ? text.en : text.zh);
    return {
      header: await this.header.model(tx, retrofit, t, 'works'),
      version: retrofit.version,
      summary: [
        [t('construction.contractor'), contract?.contractor ?? t('construction.notYet')],
        [t('construction.contract'), contract?.number ?? t('construction.notYet')],
        [
          t('construction.startedOn'),
          retrofit.startedOn ? formatDay(retrofit.startedOn, language) : t('construction.notYet'),
        ],
        [
          t('construction.completedOn'),
          retrofit.completedOn ? formatDay(retrofit.completedOn, language) : t('construction.notYet'),
        ],
      ].map(([key, value]) => ({ key, value })),
      findings: mayWork ? await this.findings(tx, retrofit, words) : [],
      canStart: mayWork && retrofit.startedOn === null,
      canWork: mayWork && retrofit.startedOn !== null,
      canComplete: mayWork && retrofit.startedOn !== null && retrofit.completedOn === null,
      startLimits: this.dateHints.of(retrofit, 'startedOn', words),
      completeLimits: this.dateHints.of(retrofit, 'completedOn', words),
      today: localDay(this.clock.now()),
      columns: ['name', 'room', 'quantity', 'sizes', 'photos'].map((key) => ({
        text: t(`construction.item.${key}`),
      })),
      items: items.map((line) => itemRow(line, words)),
      photosHref: paths.retrofits.photos(id),
      deviceItems: items
        .filter(({ item }) => item.kind === 'device')
        .map((line) => ({ value: line.id, text: `${nameOf(line.item.name)} · ${line.room}` })),
      nameplates: nameplateChoices(await this.works.devicePhotos(tx, id), items, words),
      deviceColumns: ['item', 'brand', 'model', 'serial', 'photos', 'recordedAt'].map((key) => ({
        text: t(`construction.device.${key}`),
      })),
      devices: (await this.works.devices(tx, id)).map((device, _, all) =>
        deviceRow(id, device, all, items, words),
      ),
      noteColumns: ['on', 'note', 'author'].map((key) => ({ text: t(`construction.progress.${key}`) })),
      notes: (await this.works.notes(tx, id)).map((note) => noteRow(note, words)),
      actions: {
        start: `${paths.retrofits.works(id)}/start`,
        complete: `${paths.retrofits.works(id)}/completion`,
        progress: `${paths.retrofits.works(id)}/progress`,
        device: `${paths.retrofits.works(id)}/devices`,
      },
    };
  }

  /** The items of the plan in force. */
  private async items(tx: ReadTx, id: string): Promise<PlannedItem[]> {
    return tx.sql<PlannedItem>(
      `SELECT i.id, r.name AS room, l.quantity, l.dimensions, k.item
         FROM plan_lines l JOIN retrofit_items i ON i.id = l.item_id JOIN rooms r ON r.id = i.room_id JOIN catalogue_items k ON k.code = i.catalogue_code
        WHERE l.plan_id = (SELECT p.id FROM plans p WHERE p.retrofit_id = $1 AND p.agreed_on IS NOT NULL ORDER BY p.revision DESC LIMIT 1)
        ORDER BY i.position`,
      [id],
    );
  }

  /** What would stop the next date of the works if it were recorded today. */
  private async findings(
    tx: ReadTx,
    retrofit: Retrofit,
    { t, language }: Words,
  ): Promise<Record<string, unknown>[]> {
    const next: { date: 'startedOn' | 'completedOn'; milestone: Milestone } | null =
      retrofit.startedOn === null
        ? { date: 'startedOn', milestone: 'start' }
        : retrofit.completedOn === null
          ? { date: 'completedOn', milestone: 'completion' }
          : null;
    if (!next) return [];
    const now = this.clock.now();
    const waiting = await waitingWaivers(tx, retrofit.id);
    const dossier = withDates(await this.dossiers.load(tx, retrofit.id), { [next.date]: localDay(now) }, now);
    return RULE_BOOK.stopping(RULE_BOOK.checkBefore(next.milestone, dossier))
      .map((one) => ofSupposed(next.date, one))
      .map((finding) => ({
        rule: finding.rule,
        ruleHref: paths.rules.show(finding.rule),
        mode: finding.mode,
        message: findingInWords(t, finding.rule, finding.facts, language),
        more: waiverOffer(finding.rule, retrofit.id, tx.actor.role, t, waiting),
      }));
  }
}

function itemRow({ item, room, quantity, dimensions }: PlannedItem, { t, language }: Words): unknown[] {
  const name = (text: { zh: string; en: string }): string => (language === 'en' ? text.en : text.zh);
  const sizes = item.requirements
    .filter(({ key }) => dimensions[key] !== undefined)
    .map(
      (one) =>
        `${name(one.name)} ${t(`catalogue.measure.${one.unit}`, { value: formatMeasuredValue(dimensions[one.key]!, one.unit) })}`,
    );
  return [
    name(item.name),
    room,
    `${formatNumber(quantity)} ${t(`catalogue.unit.${item.unit}`)}`,
    sizes.join(t('plans.separator')),
    item.requiredPhotos.map((stage) => t(`catalogue.photo.${stage}`)).join(t('plans.separator')),
  ];
}

function deviceRow(
  retrofitId: string,
  device: InstalledDevice,
  all: readonly InstalledDevice[],
  items: readonly PlannedItem[],
  { t, language }: Words,
): unknown[] {
  const isOneOfSeveral = all.filter(({ itemId }) => itemId === device.itemId).length > 1;
  const lacking =
    device.nameplatePhotoId === null
      ? 'nameplate'
      : isOneOfSeveral && device.inUsePhotoId === null
        ? 'inUse'
        : null;
  const photos = {
    text: t('construction.device.photos'),
    href: paths.devices.photos(retrofitId, device.id),
    tag:
      lacking === null
        ? { text: t('construction.device.complete'), tone: 'good' }
        : { text: t(`construction.device.lacks.${lacking}`), tone: 'warning' },
  };
  const { brand, model, serialNumber, recordedAt } = device;
  return [itemName(device.itemId, items, language), brand, model, serialNumber, photos, formatInstant(recordedAt, language)]; // prettier-ignore
}

function itemName(id: string, items: readonly PlannedItem[], language: Language): string {
  const line = items.find((one) => one.id === id);
  return line ? (language === 'en' ? line.item.name.en : line.item.name.zh) : '';
}

/** Photos of nameplates that no device has yet. */
function nameplateChoices(
  photos: readonly DevicePhoto[],
  items: readonly PlannedItem[],
  words: Words,
): { value: string; text: string }[] {
  return photos
    .filter(({ stage, deviceId }) => stage === 'nameplate' && deviceId === null)
    .map((photo, index) => ({
      value: photo.id,
      text: `${photoChoice(photo, index, words)} · ${itemName(photo.itemId, items, words.language)}`,
    }));
}

function noteRow(note: ProgressNote, { language }: Words): unknown[] {
  return [
    { text: formatDay(note.notedOn, language), note: formatInstant(note.recordedAt, language) },
    note.note,
    note.authorName,
  ];
}
