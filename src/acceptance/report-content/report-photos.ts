import { ReportPhoto } from '../report/acceptance-report.content';
import { accuracyOf, metresBetween } from '../../rules/distance';
import { PhotoFact, ReportFacts } from './report-facts.repository';

type Home = Pick<ReportFacts, 'position' | 'programme'>;

/** Enough to see the work, few enough to print: of each item, by stage. */
const PRINTED = { before: 4, during: 2, after: 4, inUse: 2, nameplate: 2 } as const;

/** The photos of an item as the report prints them; a before photo may be one of its room. */
export function photosOf(
  itemId: string,
  roomId: string | undefined,
  photos: readonly PhotoFact[],
  home: Home,
): ReportPhoto[] {
  const own = photos.filter((photo) => photo.itemId === itemId);
  const ofRoom = photos.filter(
    (photo) => photo.itemId === null && photo.roomId === roomId && photo.stage === 'before',
  );
  const shown = own.some(({ stage }) => stage === 'before') ? own : [...ofRoom, ...own];
  const chosen = (Object.keys(PRINTED) as (keyof typeof PRINTED)[]).flatMap((stage) =>
    shown.filter((photo) => photo.stage === stage).slice(-PRINTED[stage]),
  );
  return sideBySide(chosen).map((photo) => printed(photo, home));
}

/** The report sets the first before photo beside the first after photo: those that belong together come first. */
function sideBySide(photos: readonly PhotoFact[]): PhotoFact[] {
  const pairs = photos.flatMap((after, index) => {
    const before = photos.find(({ sha256 }) => sha256 === after.pairedWith);
    const isFirst = photos.findIndex(({ pairedWith }) => pairedWith === after.pairedWith) === index;
    return before && isFirst ? [{ before, after }] : [];
  });
  const [befores, afters] = [pairs.map(({ before }) => before), pairs.map(({ after }) => after)];
  const rest = photos.filter((photo) => !befores.includes(photo) && !afters.includes(photo));
  return [...befores, ...afters, ...rest];
}

function printed(photo: PhotoFact, home: Home): ReportPhoto {
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

/** As rule E05 sees it. */
function placeOf(
  { longitude, latitude, accuracyM }: PhotoFact,
  { position: home, programme }: Home,
): ReportPhoto['place'] {
  if (home === null || longitude === null || latitude === null) return 'unknown';
  const place = { longitude, latitude, accuracyM };
  return metresBetween(place, home) - accuracyOf(place, home) <= programme.radiusM
    ? 'atDwelling'
    : 'elsewhere';
}
