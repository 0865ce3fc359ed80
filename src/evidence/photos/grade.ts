import { editorIn } from '../images/editors';
import { CameraData } from '../images/camera-data';
import { Ticket, TICKET_DAYS } from './capture-tickets';

/** How sure the time of a photo is: taken in the app, written by a camera, or nothing of both. */
export type PhotoGrade = 'inApp' | 'camera' | 'none';

/**
 * Why a photo has its grade: `ticket` for one taken in the app; `unclaimed` where nobody said that it was; and else what
 * spoke against it when somebody did.
 */
export const GRADE_REASONS = [
  'ticket', 'unclaimed', 'noTicket', 'ticketUnfit', 'ticketExpired', 'ticketUsedUp', 'clockUnknown', 'outsideTicket', 'cameraDisagrees', 'edited',
] as const; // prettier-ignore
export type GradeReason = (typeof GRADE_REASONS)[number];

export interface Grade {
  readonly grade: PhotoGrade;
  readonly reason: GradeReason;
  /** That the photo was taken with; null for other grades. */
  readonly ticket: Ticket | null;
}

/** What the app says of a photo, and how far that can be compared. */
export interface CaptureClaim {
  /** That it was taken in the app. */
  readonly isInApp: boolean;
  /** As we issued it for this person, place and stage; null where none came, `unfit` where one came that is no such. */
  readonly ticket: Ticket | 'unfit' | null;
  /** The device's clock when the photo was taken. */
  readonly capturedAt: Date | null;
  /** The device's clock ahead of the server's, in seconds; null where it is not known. */
  readonly clockSkewS: number | null;
  readonly receivedAt: Date;
}

/** Five minutes, as in rule E06: how far two clocks may be apart. */
const TOLERANCE_MS = 300_000;
const A_DAY = 86_400_000;

export function gradeOf(claim: CaptureClaim, camera: CameraData): Grade {
  const reason = claim.isInApp ? reasonOf(claim, camera) : 'unclaimed';
  return reason === 'ticket' ? { grade: 'inApp', reason, ticket: claim.ticket as Ticket } : byCamera(camera, reason); // prettier-ignore
}

/** The grade without the app. */
export function byCamera({ takenAt }: CameraData, reason: GradeReason): Grade {
  return { grade: takenAt ? 'camera' : 'none', reason, ticket: null };
}

/** When the photo was taken by our clock, as far as the device's can be told from it. */
export function captureByOurClock(capturedAt: Date, clockSkewS: number): Date {
  return new Date(capturedAt.getTime() - clockSkewS * 1000);
}

function reasonOf({ ticket, capturedAt, clockSkewS, receivedAt }: CaptureClaim, camera: CameraData): GradeReason {
  if (ticket === null) return 'noTicket';
  if (ticket === 'unfit') return 'ticketUnfit';
  if (receivedAt.getTime() > ticket.issuedAt.getTime() + TICKET_DAYS * A_DAY) return 'ticketExpired';
  if (capturedAt === null || clockSkewS === null) return 'clockUnknown';
  const taken = captureByOurClock(capturedAt, clockSkewS).getTime();
  const [from, until] = [ticket.issuedAt.getTime() - TOLERANCE_MS, receivedAt.getTime() + TOLERANCE_MS];
  if (taken < from || taken > until) return 'outsideTicket';
  // The camera's clock is the device's: both are off by the same.
  if (camera.takenAt && Math.abs(camera.takenAt.getTime() - capturedAt.getTime()) > TOLERANCE_MS)
    return 'cameraDisagrees';
  return editorIn(camera.software) === '' ? 'ticket' : 'edited';
} // prettier-ignore
