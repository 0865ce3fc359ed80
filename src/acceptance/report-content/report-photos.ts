import { ReportPhoto } from '../report/acceptance-report.content';
import { PhotoFact, ReportFacts } from './report-facts.repository';

/** Enough to see the work, few enough to print: of each item, by stage. */
const PRINTED = { before: 4, during: 2, after: 4 } as const;
/** Rule E05: how far from the dwelling a position may lie, beyond what the devices say of their own accuracy. */
const RADIUS_M = 200;
const EARTH_RADIUS_M = 6_371_000;

/** The photos of an item as the report prints them; a before photo may be one of its room. */
export function photosOf(
  itemId: string,
  roomId: string | undefined,
  photos: readonly PhotoFact[],
  home: ReportFacts['position'],
): ReportPhoto[] {
  const own = photos.filter((photo) => photo.itemId === itemId);
  const ofRoom = photos.filter(
    (photo) => photo.itemId === null && photo.roomId === roomId && photo.stage === 'before',
  );
  const shown = own.some(({ stage }) => stage === 'before') ? own : [...ofRoom, ...own];
  return (Object.keys(PRINTED) as (keyof typeof PRINTED)[]).flatMap((stage) =>
    shown
      .filter((photo) => photo.stage === stage)
      .slice(-PRINTED[stage])
      .map((photo) => printed(photo, home)),
  );
}

function printed(photo: PhotoFact, home: ReportFacts['position']): ReportPhoto {
  const source = { inApp: 'inApp', camera: 'camera', none: 'claimed' } as const;
  return {
    stage: photo.stage,
    sha256: photo.sha256,
    takenAt: photo.cameraAt,
    takenOn: photo.takenOn,
    timeSource: source[photo.grade],
    place: placeOf(photo, home),
    grade: photo.grade === 'camera' ? 'cameraMetadata' : photo.grade,
  };
}

function placeOf(photo: PhotoFact, home: ReportFacts['position']): ReportPhoto['place'] {
  if (home === null || photo.longitude === null || photo.latitude === null) return 'unknown';
  const from = { longitude: photo.longitude, latitude: photo.latitude };
  const tolerance = RADIUS_M + (photo.accuracyM ?? 0) + (home.accuracyM ?? 0);
  return metresBetween(from, home) <= tolerance ? 'atDwelling' : 'elsewhere';
}

interface Position {
  longitude: number;
  latitude: number;
}

/** Great-circle distance; positions in degrees. */
function metresBetween(a: Position, b: Position): number {
  const radians = (degrees: number): number => (degrees * Math.PI) / 180;
  const half = (from: number, to: number): number => Math.sin(radians(to - from) / 2) ** 2;
  const h =
    half(a.latitude, b.latitude) +
    Math.cos(radians(a.latitude)) * Math.cos(radians(b.latitude)) * half(a.longitude, b.longitude);
  return 2 * EARTH_RADIUS_M * Math.asin(Math.sqrt(h));
}
