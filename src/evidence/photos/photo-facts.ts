import { Problem } from '../../platform/problems/problem';
import { CalendarDate } from '../../platform/time/calendar-date';
import { localDay } from '../../platform/time/district-time';
import { CameraData, CameraPosition } from '../images/camera-data';
import { UploadPhotosDto } from './photos.dto';

/** How sure the time of a photo is: taken in the app, written by a camera, or nothing of both. */
export type PhotoGrade = 'inApp' | 'camera' | 'none';

export interface PhotoFacts {
  /** The day that counts: the camera's, else the claimed one, else that of the receipt. */
  readonly takenOn: CalendarDate;
  readonly grade: PhotoGrade;
  readonly position: CameraPosition | null;
}

/**
 * Puts together what the camera, the browser and the person say.
 * @param name of the file, for the words
 * @throws Problem rule-broken C13 when the camera's day has not come yet: its clock is wrong, so the photo would
 *   prove nothing
 */
export function photoFacts(camera: CameraData, said: UploadPhotosDto, name: string, now: Date): PhotoFacts {
  const today = localDay(now);
  const cameraDay = camera.takenAt && localDay(camera.takenAt);
  if (cameraDay !== null && cameraDay > today)
    throw new Problem('rule-broken', {
      findings: [{ rule: 'C13', facts: {}, fixAt: { page: 'photos' } }],
      errors: [
        { field: 'photos', key: 'evidence.refused.cameraClock', params: { name, on: cameraDay, today } },
      ],
    });
  return {
    takenOn: cameraDay ?? said.claimedOn ?? today,
    grade: said.inApp ? 'inApp' : camera.takenAt ? 'camera' : 'none',
    position: positionOf(camera, said),
  };
}

/** The browser's fix is the place of the upload: it is the photo's own only where the photo is taken right there. */
function positionOf(camera: CameraData, said: UploadPhotosDto): CameraPosition | null {
  const { longitude = null, latitude = null, positionAccuracyM: accuracyM = null, positionAt = null } = said;
  const fix =
    longitude !== null && latitude !== null
      ? { longitude, latitude, accuracyM, at: positionAt === null ? null : new Date(positionAt) }
      : null;
  return said.inApp ? (fix ?? camera.position) : (camera.position ?? fix);
}
