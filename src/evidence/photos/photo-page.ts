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
import { PhotoMetadata, PhotoRepository, PhotoRow } from './photo.repository';
import { photoCard } from './photos-page';
import { replacements, SupersedePhoto } from './supersede-photo';

interface Line {
  readonly key: string;
  readonly value: string;
  readonly note?: string;
}

/** One photo with everything that is known of it, and the form that puts another in its place. */
@Injectable()
export class PhotoPage {
  constructor(
    private readonly retrofits: RetrofitRepository,
    private readonly header: RetrofitHeader,
    private readonly photos: PhotoRepository,
    private readonly supersedePhoto: SupersedePhoto,
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
    return {
      header,
      photo: photoCard(photo, header.lateEntryDays, words),
      screen: photo.renditionState === 'failed' ? null : paths.photos.screen(id),
      original: maySeeAll ? paths.photos.original(id) : null,
      lines: [...linesOf(photo, words), ...(metadata ? metadataLines(metadata, words) : [])],
      replacedBy: photo.supersededBy && paths.photos.show(photo.supersededBy),
      reason: photo.supersededReason,
      supersede: candidates && {
        action: paths.photos.supersede(id),
        photos: candidates.map((other) => photoCard(other, header.lateEntryDays, words)),
        choices: candidates.map((other, index) => ({
          value: other.id,
          text: choiceText(other, index, words),
        })),
      },
      backHref: `${paths.retrofits.photos(photo.retrofitId)}#${photo.itemId ?? photo.roomId}`,
    };
  }
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
function linesOf(photo: PhotoRow, { t, language }: Words): Line[] {
  const role = t(`access.role.${photo.uploaderRole}`);
  return [
    { key: t('evidence.photo.takenOn'), value: formatDay(photo.takenOn, language), note: t(`evidence.gradeExplained.${photo.grade}`) }, // prettier-ignore
    { key: t('evidence.photo.receivedAt'), value: formatInstant(photo.receivedAt, language) },
    ...(photo.claimedOn ? [{ key: t('evidence.photo.claimedOn'), value: formatDay(photo.claimedOn, language) }] : []), // prettier-ignore
    { key: t('evidence.photo.uploader'), value: `${photo.uploaderName} · ${role}` },
    { key: t('evidence.photo.size'), value: `${photo.width} × ${photo.height}`, note: `${formatNumber(Math.ceil(photo.bytes / 1024), 0)} KB` }, // prettier-ignore
    { key: t('evidence.photo.hash'), value: photo.sha256 },
  ];
}

function metadataLines(metadata: PhotoMetadata, { t, language }: Words): Line[] {
  const { cameraAt, cameraOffset, positionAt, cameraMake, cameraModel, software, longitude, latitude, positionAccuracyM } = metadata; // prettier-ignore
  const lines: (Line | false)[] = [
    cameraAt !== null && {
      key: t('evidence.photo.cameraAt'),
      value: formatInstant(cameraAt, language),
      note: cameraOffset === null ? t('evidence.photo.noOffset') : t('evidence.photo.offset', { offset: cameraOffset }), // prettier-ignore
    },
    longitude !== null &&
      latitude !== null && {
        key: t('evidence.photo.position'),
        value: `${latitude.toFixed(6)}, ${longitude.toFixed(6)}`,
        note:
          positionAccuracyM === null
            ? undefined
            : t('evidence.photo.accuracy', { metres: positionAccuracyM }),
      },
    positionAt !== null && {
      key: t('evidence.photo.positionAt'),
      value: formatInstant(positionAt, language),
    },
    (cameraMake ?? cameraModel) !== null && {
      key: t('evidence.photo.camera'),
      value: [cameraMake, cameraModel].filter(Boolean).join(' '),
    },
    software !== null && { key: t('evidence.photo.software'), value: software },
    { key: t('evidence.photo.name'), value: metadata.originalName },
  ];
  return lines.filter((line): line is Line => line !== false);
}
