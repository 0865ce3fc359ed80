import { Problem } from '../../platform/problems/problem';
import { CalendarDate } from '../../platform/time/calendar-date';
import { localDay } from '../../platform/time/district-time';
import { CameraData, CameraPosition } from '../images/camera-data';
import { Ticket } from './capture-tickets';
import { byCamera, captureByOurClock, CaptureClaim, Grade, gradeOf, GradeReason } from './grade';
import { UploadPhotosDto } from './photos.dto';

export interface PhotoFacts extends Grade {
  /** The day that counts: that of the app, else the camera's, else the claimed one, else that of the receipt. */
  readonly takenOn: CalendarDate;
  readonly position: PhotoPosition | null;
  readonly capturedAt: Date | null;
  readonly deviceAt: Date | null;
  /** The device's clock ahead of the server's, in seconds; null where they could not be compared. */
  readonly clockSkewS: number | null;
}

export interface PhotoPosition extends CameraPosition {
  /** The browser's fix is the place of the upload, and that of the photo only where it is taken right there. */
  readonly source: 'camera' | 'browser';
}

/** When and with what an upload came. */
export interface Arrival {
  /** As its request began, before the photos crawled up: that is when the device read its clock. */
  readonly beganAt: Date;
  readonly ticket: Ticket | 'unfit' | null;
}

/** Beyond this many seconds a clock is simply wrong; the table counts no further. */
const MOST_SKEW_S = 1_000_000_000;

/**
 * Puts together what the camera, the browser and the person say.
 * @param name of the file, for the words
 * @throws Problem rule-broken C13 when the camera's day has not come yet: its clock is wrong, so the photo would
 *   prove nothing
 */
export function photoFacts(camera: CameraData, said: UploadPhotosDto, name: string, { beganAt, ticket }: Arrival): PhotoFacts {
  const today = localDay(beganAt);
  const cameraDay = camera.takenAt && localDay(camera.takenAt);
  if (cameraDay !== null && cameraDay > today) throw fromTheFuture(name, cameraDay, today);
  const [capturedAt, deviceAt] = [instantOf(said.capturedAt), instantOf(said.deviceAt)];
  const clockSkewS = deviceAt && skewOf(deviceAt, beganAt);
  const claim: CaptureClaim = { isInApp: said.inApp, ticket, capturedAt, clockSkewS, receivedAt: beganAt };
  return withGrade(gradeOf(claim, camera), { capturedAt, deviceAt, clockSkewS }, camera, said, today);
} // prettier-ignore

/** The same photo where its ticket turns out to carry no more. */
export function withoutTicket(facts: PhotoFacts, camera: CameraData, said: UploadPhotosDto, today: CalendarDate, reason: GradeReason): PhotoFacts {
  return withGrade(byCamera(camera, reason), facts, camera, said, today);
} // prettier-ignore

type Clocks = Pick<PhotoFacts, 'capturedAt' | 'deviceAt' | 'clockSkewS'>;

function withGrade(grade: Grade, { capturedAt, deviceAt, clockSkewS }: Clocks, camera: CameraData, said: UploadPhotosDto, today: CalendarDate): PhotoFacts {
  const isInApp = grade.grade === 'inApp';
  const captured = isInApp ? localDay(captureByOurClock(capturedAt!, clockSkewS!)) : null;
  const takenOn = captured ?? (camera.takenAt && localDay(camera.takenAt)) ?? said.claimedOn ?? today;
  return { ...grade, capturedAt, deviceAt, clockSkewS, takenOn: takenOn > today ? today : takenOn, position: positionOf(camera, said, isInApp) };
} // prettier-ignore

function skewOf(deviceAt: Date, beganAt: Date): number {
  const seconds = Math.round((deviceAt.getTime() - beganAt.getTime()) / 1000);
  return Math.max(-MOST_SKEW_S, Math.min(MOST_SKEW_S, seconds));
}

const instantOf = (text: string | null | undefined): Date | null => (text ? new Date(text) : null);

function fromTheFuture(name: string, cameraDay: CalendarDate, today: CalendarDate): Problem {
  return new Problem('rule-broken', {
    findings: [{ rule: 'C13', facts: {}, fixAt: { page: 'photos' } }],
    errors: [
      { field: 'photos', key: 'evidence.refused.cameraClock', params: { name, on: cameraDay, today } },
    ],
  });
}

function positionOf(camera: CameraData, said: UploadPhotosDto, isInApp: boolean): PhotoPosition | null {
  const { longitude = null, latitude = null, positionAccuracyM: accuracyM = null, positionAt } = said;
  const browser: PhotoPosition | null =
    longitude === null || latitude === null
      ? null
      : { longitude, latitude, accuracyM, at: instantOf(positionAt), source: 'browser' };
  const own: PhotoPosition | null = camera.position && { ...camera.position, source: 'camera' };
  return isInApp ? (browser ?? own) : (own ?? browser);
}
