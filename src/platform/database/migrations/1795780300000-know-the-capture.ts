import { MigrationInterface, QueryRunner } from 'typeorm';
import { run } from './sql';

/**
 * What is known of the moment of a photo: the device's clock then and at the upload, where the position comes from,
 * whether the thumbnail inside shows the same, and why the photo has its grade of proof. "Taken in the app" needs a
 * ticket of ours from now on: earlier ones, which were believed without, fall back to what the camera wrote.
 */
export class KnowTheCapture1795780300000 implements MigrationInterface {
  name = 'KnowTheCapture1795780300000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await run(
      queryRunner,
      `ALTER TABLE photos
         ADD COLUMN captured_at timestamptz, ADD COLUMN device_at timestamptz, ADD COLUMN clock_skew_s integer,
         ADD COLUMN position_source text CONSTRAINT photos_position_source_known CHECK (position_source IN ('camera', 'browser')),
         ADD COLUMN thumbnail_differs boolean,
         ADD COLUMN ticket_id uuid, ADD COLUMN ticket_issued_at timestamptz,
         ADD COLUMN grade_reason text NOT NULL DEFAULT 'unclaimed' CONSTRAINT photos_grade_reason_known CHECK (grade_reason IN
           ('ticket', 'unclaimed', 'noTicket', 'ticketUnfit', 'ticketExpired', 'ticketUsedUp', 'clockUnknown', 'outsideTicket', 'cameraDisagrees', 'edited')),
         DROP CONSTRAINT photos_media_type_known,
         ADD CONSTRAINT photos_media_type_known CHECK (media_type IN ('image/jpeg', 'image/png', 'image/webp', 'image/heic'))`,
      `ALTER TABLE photos DISABLE TRIGGER photos_e08_originals_kept`,
      `UPDATE photos SET grade_reason = 'noTicket', grade = CASE WHEN camera_at IS NULL THEN 'none' ELSE 'camera' END WHERE grade = 'inApp'`,
      `ALTER TABLE photos ENABLE TRIGGER photos_e08_originals_kept`,
      `ALTER TABLE photos ADD CONSTRAINT photos_in_app_by_ticket CHECK
         ((grade = 'inApp') = (grade_reason = 'ticket') AND (grade = 'inApp') = (ticket_id IS NOT NULL) AND (ticket_id IS NULL) = (ticket_issued_at IS NULL)
          AND (grade <> 'inApp' OR (captured_at IS NOT NULL AND clock_skew_s IS NOT NULL)))`,
      `CREATE INDEX photos_of_ticket ON photos (ticket_id) WHERE ticket_id IS NOT NULL`,
    );
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Tantu never removes records; restore a backup instead'));
  }
}
