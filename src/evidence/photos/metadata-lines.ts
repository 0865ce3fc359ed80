import { formatNumber } from '../../platform/i18n/formats';
import { formatInstant } from '../../platform/time/district-time';
import { Words } from '../../workflow/date-hints';
import { PhotoMetadata } from './photo.repository';

/** A row of a list of facts. */
export interface Line {
  readonly key: string;
  readonly value: string;
  readonly note?: string;
}

/** What the camera and the device say of a photo, for staff; lines of which nothing is known are left out. */
export function metadataLines(metadata: PhotoMetadata, words: Words): Line[] {
  const { cameraMake, cameraModel, software, thumbnailDiffers } = metadata;
  const { t } = words;
  const lines: (Line | false)[] = [
    ...timeLines(metadata, words),
    (cameraMake ?? cameraModel) !== null && {
      key: t('evidence.photo.camera'),
      value: [cameraMake, cameraModel].filter(Boolean).join(' '),
    },
    software !== null && { key: t('evidence.photo.software'), value: software },
    thumbnailDiffers !== null && {
      key: t('evidence.photo.thumbnail'),
      value: t(`evidence.photo.thumbnail.${thumbnailDiffers ? 'differs' : 'same'}`),
    },
    { key: t('evidence.photo.name'), value: metadata.originalName },
  ];
  return lines.filter((line): line is Line => line !== false);
}

function timeLines(metadata: PhotoMetadata, words: Words): (Line | false)[] {
  const { cameraAt, cameraOffset, capturedAt, positionAt } = metadata;
  const { t, language } = words;
  return [
    cameraAt !== null && {
      key: t('evidence.photo.cameraAt'),
      value: formatInstant(cameraAt, language),
      note: cameraOffset === null ? t('evidence.photo.noOffset') : t('evidence.photo.offset', { offset: cameraOffset }), // prettier-ignore
    },
    capturedAt !== null && {
      key: t('evidence.photo.capturedAt'),
      value: formatInstant(capturedAt, language),
    },
    clockLine(metadata, words),
    positionLine(metadata, words),
    positionAt !== null && {
      key: t('evidence.photo.positionAt'),
      value: formatInstant(positionAt, language),
    },
  ];
}

/** Which clock is ahead, in minutes and seconds. */
function clockLine({ deviceAt, clockSkewS }: PhotoMetadata, { t, language }: Words): Line | false {
  if (deviceAt === null || clockSkewS === null) return false;
  const off = Math.abs(clockSkewS);
  const params = { minutes: formatNumber(Math.floor(off / 60), 0), seconds: off % 60 };
  const direction = clockSkewS === 0 ? 'none' : clockSkewS > 0 ? 'ahead' : 'behind';
  return {
    key: t('evidence.photo.deviceAt'),
    value: formatInstant(deviceAt, language),
    note: t(`evidence.photo.clock.${direction}`, params),
  };
}

function positionLine(metadata: PhotoMetadata, { t }: Words): Line | false {
  const { longitude, latitude, positionAccuracyM: metres, positionSource } = metadata;
  if (longitude === null || latitude === null) return false;
  const notes = [
    positionSource && t(`evidence.photo.positionBy.${positionSource}`),
    metres !== null && t('evidence.photo.accuracy', { metres }),
  ];
  return {
    key: t('evidence.photo.position'),
    value: `${latitude.toFixed(6)}, ${longitude.toFixed(6)}`,
    note: notes.filter(Boolean).join(t('evidence.photo.and')) || undefined,
  };
}
