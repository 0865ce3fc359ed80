import { CameraData, NO_CAMERA } from '../images/camera-data';
import { CaptureClaim, GradeReason, gradeOf } from './grade';

const at = (time: string): Date => new Date(`2026-05-${time}:00+08:00`);
const ticket = { id: '0198c0de-0000-7000-8000-000000000001', issuedAt: at('07T08:00') };
/** Taken an hour after the ticket by a right clock, sent the next day. */
const fair: CaptureClaim = {
  isInApp: true,
  ticket,
  capturedAt: at('07T09:00'),
  clockSkewS: 0,
  receivedAt: at('08T10:00'),
};
const camera = (more: Partial<CameraData>): CameraData => ({ ...NO_CAMERA, ...more });

describe('The grade of proof of a photo', () => {
  it('is “in the app” with a ticket, a clock that was compared, and no time that contradicts', () => {
    expect(gradeOf(fair, NO_CAMERA)).toEqual({ grade: 'inApp', reason: 'ticket', ticket });
    expect(gradeOf(fair, camera({ takenAt: at('07T09:04') })).grade).toBe('inApp');
  });

  it('follows the device’s clock where that is off, as long as one knows by how much', () => {
    const dayAhead = { ...fair, capturedAt: at('08T09:00'), clockSkewS: 86_400 };
    expect(gradeOf(dayAhead, camera({ takenAt: at('08T09:00') })).grade).toBe('inApp');
    expect(gradeOf({ ...dayAhead, capturedAt: at('07T09:00') }, NO_CAMERA).reason).toBe('outsideTicket');
  });

  it.each<[GradeReason, Partial<CaptureClaim>, Partial<CameraData>]>([
    ['unclaimed', { isInApp: false }, {}],
    ['noTicket', { ticket: null }, {}],
    ['ticketUnfit', { ticket: 'unfit' }, {}],
    ['ticketExpired', { receivedAt: at('21T08:01') }, {}],
    ['clockUnknown', { capturedAt: null }, {}],
    ['clockUnknown', { clockSkewS: null }, {}],
    ['outsideTicket', { capturedAt: at('07T07:54') }, {}],
    ['outsideTicket', { capturedAt: at('08T10:06') }, {}],
    ['cameraDisagrees', {}, { takenAt: at('07T09:06') }],
    ['cameraDisagrees', {}, { takenAt: at('01T09:00') }],
    ['edited', {}, { software: '美图秀秀 9.1' }],
  ])('falls back on the camera, and says why: %s', (reason, claim, wrote) => {
    expect(gradeOf({ ...fair, ...claim }, camera(wrote))).toEqual({ grade: wrote.takenAt ? 'camera' : 'none', reason, ticket: null }); // prettier-ignore
    const dated = camera({ ...wrote, takenAt: wrote.takenAt ?? at('07T09:00') });
    expect(gradeOf({ ...fair, ...claim }, dated)).toEqual({ grade: 'camera', reason, ticket: null });
  });

  it('lets a photo wait for a signal to the last minute of the fourteenth day', () => {
    expect(gradeOf({ ...fair, receivedAt: at('21T08:00') }, NO_CAMERA).grade).toBe('inApp');
  });
});
