import { PHOTO_STAGES, PhotoStage } from '../../plans/catalogue/catalogue-item';
import { Choice, Day, Decimal, Flag, Id, Text } from '../../platform/http/fields';
import { CalendarDate } from '../../platform/time/calendar-date';

const INSTANT =
  /^20\d\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,9})?(Z|[+-](0\d|1[0-4]):[0-5]\d)$/;

/** RFC 3339, with the zone. */
function Instant(description: string): PropertyDecorator {
  return Text({
    max: 40,
    optional: true,
    pattern: INSTANT,
    description,
    example: '2026-05-07T09:15:00+08:00',
  });
}

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
  @Instant('When the position was found') positionAt!: string | null;
  @Flag({ description: 'Taken with the camera of the app; counts with a ticket only' }) inApp!: boolean;
  @Text({ max: 100, optional: true, description: 'As issued for this place and stage (`capture-tickets`)' })
  ticket!: string | null;
  @Instant('The device’s clock when the photo was taken') capturedAt!: string | null;
  @Instant('The device’s clock as the request is sent') deviceAt!: string | null;
  @Id({
    optional: true,
    description: 'After photos of an item: the before photo that they were taken from the same side as',
  })
  pairedWith!: string | null;
  @Text({ max: 200, optional: true }) caption!: string | null;
}

export class SupersedePhotoDto {
  @Id({ description: 'The photo that counts instead: same stage, same item or room' }) byPhotoId!: string;
  @Text({ min: 4, max: 300 }) reason!: string;
}

/** For which photos a ticket is asked: of one item, or of one room before there is a plan. */
export class CaptureTicketDto {
  @Choice(PHOTO_STAGES) stage!: PhotoStage;
  @Id({ optional: true }) itemId!: string | null;
  @Id({ optional: true }) roomId!: string | null;
}
