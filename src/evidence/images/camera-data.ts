import ExifReader from 'exifreader';
import { parseCalendarDate } from '../../platform/time/calendar-date';
import { instantOfLocal } from '../../platform/time/district-time';

export interface CameraPosition {
  /** WGS-84, degrees. */
  readonly longitude: number;
  readonly latitude: number;
  readonly accuracyM: number | null;
  /** Time of the fix, which satellites give and nobody sets. */
  readonly at: Date | null;
}

/** What the camera wrote into its file. Nothing of it is proof; all of it is kept and shown as what it is. */
export interface CameraData {
  readonly takenAt: Date | null;
  /** As it was written, `+08:00`; null when the camera wrote none and its clock was read in the district's zone. */
  readonly offset: string | null;
  readonly position: CameraPosition | null;
  readonly make: string | null;
  readonly model: string | null;
  /** A phone's system, or the program that edited the picture. */
  readonly software: string | null;
}

export const NO_CAMERA: CameraData = {
  takenAt: null, offset: null, position: null, make: null, model: null, software: null,
}; // prettier-ignore

export interface Metadata {
  readonly camera: CameraData;
  /** The small picture that the camera put beside its data, as a file. */
  readonly thumbnail: Buffer | null;
}

export const NO_METADATA: Metadata = { camera: NO_CAMERA, thumbnail: null };

const HEADER = Buffer.from('Exif\0\0');

/**
 * @param source the picture's EXIF block, as the decoder hands it out
 * @returns nothing known where it can't be read: damaged metadata is no reason to refuse a photo
 */
export function readMetadata(source: Buffer): Metadata {
  const block = source.subarray(0, HEADER.length).equals(HEADER) ? source.subarray(HEADER.length) : source;
  try {
    const { exif = {}, gps, Thumbnail } = ExifReader.load(block, { expanded: true });
    const picture = Thumbnail?.image;
    return { camera: cameraOf(exif, gps), thumbnail: picture ? Buffer.from(picture as ArrayBuffer) : null };
  } catch {
    return NO_METADATA;
  }
}

function cameraOf(fields: Fields, gps: ExifReader.ExpandedTags['gps']): CameraData {
  return {
    ...timeOf(fields),
    position: positionOf(fields, gps),
    make: text(fields.Make),
    model: text(fields.Model),
    software: text(fields.Software),
  };
}

interface Tag {
  readonly value?: unknown;
  readonly description?: unknown;
}

type Fields = Partial<
  Record<
    | 'Make' | 'Model' | 'Software' | 'DateTimeOriginal' | 'OffsetTimeOriginal' | 'DateTimeDigitized' | 'OffsetTimeDigitized' | 'OffsetTime'
    | 'GPSHPositioningError' | 'GPSDateStamp' | 'GPSTimeStamp',
    Tag
  >
>; // prettier-ignore

function text(tag: Tag | undefined): string | null {
  const value = Array.isArray(tag?.value) ? (tag.value as unknown[])[0] : tag?.value;
  if (typeof value !== 'string') return null;
  const clean = value
    .replace(/[\u0000-\u001f\u007f\ufffd]/g, ' ')
    .trim()
    .slice(0, 100);
  return clean === '' ? null : clean;
}

function timeOf(fields: Fields): Pick<CameraData, 'takenAt' | 'offset'> {
  for (const [time, zone] of [
    ['DateTimeOriginal', 'OffsetTimeOriginal'],
    ['DateTimeDigitized', 'OffsetTimeDigitized'],
  ] as const) {
    const match = /^(\d{4})[:-](\d\d)[:-](\d\d)[ T]((?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d)$/.exec(
      text(fields[time]) ?? '',
    );
    const day = match && parseCalendarDate(`${match[1]}-${match[2]}-${match[3]}`);
    if (!match || !day?.ok) continue;
    const offset = text(fields[zone]) ?? text(fields.OffsetTime);
    if (offset !== null && /^[+-](0\d|1[0-4]):[0-5]\d$/.test(offset))
      return { takenAt: new Date(`${day.value}T${match[4]}${offset}`), offset };
    return { takenAt: instantOfLocal(day.value, match[4]!), offset: null };
  }
  return { takenAt: null, offset: null };
}

function positionOf(fields: Fields, gps: ExifReader.ExpandedTags['gps']): CameraPosition | null {
  const { Longitude: longitude, Latitude: latitude } = gps ?? {};
  const isDegree = (value: unknown, most: number): value is number =>
    typeof value === 'number' && Math.abs(value) <= most;
  if (!isDegree(longitude, 180) || !isDegree(latitude, 90)) return null;
  // Phones without a fix write zeros: a point in the Gulf of Guinea.
  if (longitude === 0 && latitude === 0) return null;
  const accuracy = fraction(fields.GPSHPositioningError?.value);
  return {
    longitude,
    latitude,
    accuracyM: accuracy !== null && accuracy >= 0 && accuracy <= 100_000 ? accuracy : null,
    at: fixTime(fields),
  };
}

function fixTime(fields: Fields): Date | null {
  const day = parseCalendarDate((text(fields.GPSDateStamp) ?? '').replaceAll(':', '-'));
  const parts = fields.GPSTimeStamp?.value;
  if (!day.ok || !Array.isArray(parts)) return null;
  const [hours, minutes, seconds] = parts.map(fraction);
  if (hours === null || minutes === null || seconds === null) return null;
  const at = new Date(
    Date.parse(`${day.value}T00:00:00Z`) + ((hours! * 60 + minutes!) * 60 + seconds!) * 1000,
  );
  return Number.isNaN(at.getTime()) ? null : at;
}

function fraction(value: unknown): number | null {
  if (!Array.isArray(value) || value.length !== 2) return null;
  const [above, below] = value as [unknown, unknown];
  return typeof above === 'number' && typeof below === 'number' && below !== 0 ? above / below : null;
}
