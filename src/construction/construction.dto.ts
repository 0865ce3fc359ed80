import { Day, Id, Text } from '../platform/http/fields';
import { CalendarDate } from '../platform/time/calendar-date';

export class StartWorksDto {
  @Day({ description: 'Day on which the works began' }) startedOn!: CalendarDate;
}

export class CompleteWorksDto {
  @Day({ description: 'Day on which the works were finished' }) completedOn!: CalendarDate;
}

export class NoteProgressDto {
  @Day() notedOn!: CalendarDate;
  @Text({ max: 1000 }) note!: string;
  @Id({ optional: true, description: 'Item the note is about' }) itemId!: string | null;
}

export class InstallDeviceDto {
  @Id() itemId!: string;
  @Text({ max: 60 }) brand!: string;
  @Text({ min: 0, max: 60, optional: true }) model!: string | null;
  @Text({ min: 3, max: 60, description: 'As on the nameplate' }) serialNumber!: string;
  @Id({
    optional: true,
    description: 'Photo of stage `nameplate` of the same item, bound to no other device',
  })
  nameplatePhotoId!: string | null;
}

/** What is left out stays as it is. */
export class BindDevicePhotosDto {
  @Id({ optional: true, description: 'Photo of stage `nameplate` of the device’s item' }) nameplatePhotoId!:
    string | null;
  @Id({ optional: true, description: 'Photo of stage `inUse` of the device’s item' }) inUsePhotoId!:
    string | null;
}
