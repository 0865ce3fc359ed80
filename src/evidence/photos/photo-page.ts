import { Injectable } from '@nestjs/common';
import { may } from '../../access/permissions';
import { paths } from '../../paths';
import { ReadTx } from '../../platform/database/database';
import { formatDay, formatNumber } from '../../platform/i18n/formats';
import { formatInstant } from '../../platform/time/district-time';
import { Words } from '../../workflow/date-hints';
import { Retrofit } from '../../workflow/retrofit.entity';
import { RetrofitHeader } from '../../workflow/retrofit-header';
import { RetrofitRepository } from '../../workflow/retrofit.repository';
import { PhotoLinks } from './photo-links';
import { accuracyOf, metresBetween } from '../../rules/distance';
import { Dwelling, PhotoPlacesRepository } from './photo-places.repository';
import { TICKET_DAYS, TICKET_USES } from './capture-tickets';
import { Line, metadataLines } from './metadata-lines';
import { PhotoMetadata, PhotoRepository, PhotoRow } from './photo.repository';
import { photoCard } from './photos-page';
import { replacements, SupersedePhoto } from './supersede-photo';
import { RENDITION_FAULTS } from './render-photos';

/** One photo with everything that is known of it, and the form that puts another in its place. */
@Injectable()
export class PhotoPage {
  constructor(
    private readonly retrofits: RetrofitRepository,
    private readonly header: RetrofitHeader,
    private readonly photos: PhotoRepository,
    private readonly places: PhotoPlacesRepository,
    private readonly supersedePhoto: SupersedePhoto,
    private readonly links: PhotoLinks,
  ) {}

  async model(tx: ReadTx, id: string, words: Words): Promise<Record<string, unknown>> {
    const photo = await this.photos.get(tx, id);
    const retrofit = await this.retrofits.get(tx, photo.retrofitId);
    const header = await this.header.model(tx, retrofit, words.t, 'photos');
    const all = await this.photos.ofRetrofit(tx, photo.retrofitId);
    const maySeeAll = may(tx.actor.role, 'photo.readOriginal');
    const metadata = maySeeAll ? await this.photos.metadata(tx, id) : null;
    const canSupersede =
      maySupersede(tx, photo, retrofit) && (await this.supersedePhoto.isOpen(tx, retrofit, photo));
    const candidates = canSupersede ? replacements(photo, all) : null;
    const card = (one: PhotoRow) => photoCard(one, this.links.of(tx.actor, one.id), header.lateEntryDays, words); // prettier-ignore
    return {
      header,
      photo: card(photo),
      screen: photo.renditionState === 'failed' ? null : this.links.of(tx.actor, id).screenUrl,
      fault: faultOf(photo, words),
      // Not signed: a page has a session, and an address with what the camera wrote is not to be handed on.
      original: maySeeAll ? paths.photos.original(id) : null,
      lines: [
        ...linesOf(photo, words),
        ...(metadata ? metadataLines(metadata, words) : []),
        ...(metadata ? distanceLines(metadata, await this.places.dwelling(tx, photo.retrofitId), words) : []),
      ],
      pairedWith: photo.pairedWith && paths.photos.show(photo.pairedWith),
      replacedBy: photo.supersededBy && paths.photos.show(photo.supersededBy),
      reason: photo.supersededReason,
      supersede: candidates && {
        action: paths.photos.supersede(id),
        photos: candidates.map(card),
        choices: candidates.map((other, index) => ({
          value: other.id,
          text: choiceText(other, index, words),
        })),
      },
      backHref: `${paths.retrofits.photos(photo.retrofitId)}#${photo.itemId ?? photo.roomId}`,
    };
  }
}

/** Why it can't be shown, in words; null where it can. */
function faultOf({ renditionState, renditionFault }: PhotoRow, { t }: Words): string | null {
  if (renditionState !== 'failed') return null;
  const fault = RENDITION_FAULTS.find((known) => renditionFault?.startsWith(`${known}:`)) ?? 'unreadable';
  return t(`evidence.unprepared.${fault}`);
}

function maySupersede(tx: ReadTx, photo: PhotoRow, retrofit: Retrofit): boolean {
  const { role } = tx.actor;
  return (
    may(role, 'photo.write') &&
    (role !== 'contractor' || photo.uploaderRole === 'contractor') &&
    photo.supersededBy === null &&
    retrofit.endedOn === null &&
    !(photo.stage === 'before' && retrofit.startedOn !== null)
  );
}

function choiceText(photo: PhotoRow, index: number, { language }: Words): string {
  const received = formatInstant(photo.receivedAt, language);
  return [`${index + 1}.`, formatDay(photo.takenOn, language), photo.caption, `(${received})`].filter(Boolean).join(' '); // prettier-ignore
}

/** The times stay apart: which of them counts is the first, where the others come from is said beside them. */
function linesOf(photo: PhotoRow, words: Words): Line[] {
  const { t, language } = words;
  const role = t(`access.role.${photo.uploaderRole}`);
  return [
    { key: t('evidence.photo.takenOn'), value: formatDay(photo.takenOn, language), note: t(`evidence.gradeExplained.${photo.grade}`) }, // prettier-ignore
    { key: t('evidence.photo.grade'), value: t(`layout.photos.grade.${photo.grade}`), note: reasonOf(photo, words) }, // prettier-ignore
    { key: t('evidence.photo.receivedAt'), value: formatInstant(photo.receivedAt, language) },
    ...(photo.claimedOn ? [{ key: t('evidence.photo.claimedOn'), value: formatDay(photo.claimedOn, language) }] : []), // prettier-ignore
    { key: t('evidence.photo.uploader'), value: `${photo.uploaderName} · ${role}` },
    { key: t('evidence.photo.size'), value: `${photo.width} × ${photo.height}`, note: `${formatNumber(Math.ceil(photo.bytes / 1024), 0)} KB` }, // prettier-ignore
    { key: t('evidence.photo.hash'), value: photo.sha256 },
  ];
}

/** Why the photo has its grade; nothing where the grade itself says it. */
function reasonOf({ gradeReason, ticketIssuedAt }: PhotoRow, { t, language }: Words): string | undefined {
  if (gradeReason === 'unclaimed') return undefined;
  const issuedAt = ticketIssuedAt ? formatInstant(ticketIssuedAt, language) : '';
  return t(`evidence.gradeReason.${gradeReason}`, { issuedAt, days: TICKET_DAYS, uses: TICKET_USES });
}

/** How far from the home it was taken, as rule E05 sees it; nothing where either place is unknown. */
function distanceLines(
  { longitude, latitude, positionAccuracyM: accuracyM }: PhotoMetadata,
  dwelling: Dwelling | null,
  { t }: Words,
): Line[] {
  if (dwelling === null || longitude === null || latitude === null) return [];
  const { position, radiusM } = dwelling;
  const place = { longitude, latitude, accuracyM };
  const [metres, accuracy] = [metresBetween(place, position), accuracyOf(place, position)];
  const verdict = metres - accuracy <= radiusM ? 'within' : 'beyond';
  return [
    {
      key: t('evidence.photo.distance'),
      value: t('evidence.photo.metres', { metres: Math.round(metres) }),
      note: t(`evidence.photo.distance.${verdict}`, { accuracy: Math.round(accuracy), radius: radiusM }),
    },
  ];
}
