import { PHOTO_STAGES, PhotoStage } from '../../plans/catalogue/catalogue-item';
import { Choice, Day, Decimal, Flag, Id, Text } from '../../platform/http/fields';
import { CalendarDate } from '../../platform/time/calendar-date';

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/;

/** What is said of all photos of one upload. They show either one item, or a room before there is a plan. */
export class UploadPhotosDto {
  @Choice(PHOTO_STAGES) stage!: PhotoStage;
  @Id({ optional: true, description: 'The item shown; left out where a room is given' }) itemId!:
    string | null;
  @Id({ optional: true, description: 'The room shown; left out where an item is given' }) roomId!:
    string | null;
  @Day({ optional: true, description: 'When they were taken, as the sender says' })
  claimedOn!: CalendarDate | null;
  @Decimal({
    min: -180,
    max: 180,
    places: 15,
    optional: true,
    description: 'WGS-84, as the browser found it',
  })
  longitude!: number | null;
  @Decimal({ min: -90, max: 90, places: 15, optional: true }) latitude!: number | null;
  @Decimal({ min: 0, max: 100_000, places: 15, optional: true }) positionAccuracyM!: number | null;
  @Text({
    max: 40,
    optional: true,
    pattern: INSTANT,
    description: 'RFC 3339',
    example: '2026-05-07T09:15:00+08:00',
  })
  positionAt!: string | null;
  @Flag({ description: 'Taken with the camera of this very page' }) inApp!: boolean;
  @Text({ max: 200, optional: true }) caption!: string | null;
}

export class SupersedePhotoDto {
  @Id({ description: 'The photo that counts instead: same stage, same item or room' }) byPhotoId!: string;
  @Text({ min: 4, max: 300 }) reason!: string;
}
