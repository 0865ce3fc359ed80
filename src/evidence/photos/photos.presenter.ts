import { ApiProperty } from '@nestjs/swagger';
import { ProblemView } from '../../platform/http/openapi';
import { PHOTO_STAGES, PhotoStage } from '../../plans/catalogue/catalogue-item';
import { LinksOfPhoto } from './photo-links';
import { PhotoMetadata, PhotoRow } from './photo.repository';
import { IMAGE_TYPES } from '../images/file-kinds';
import { GRADE_REASONS, GradeReason, PhotoGrade } from './grade';

/** For photos that an app takes: it sends the ticket with each of them. */
export class CaptureTicketView {
  @ApiProperty() ticket!: string;
  @ApiProperty({ format: 'date-time', description: 'Photos that arrive later count by their camera’s data' })
  expiresAt!: Date;
}

/** A photo over the API. The four times stay apart; which of them counts for the record is `takenOn`. */
export class PhotoView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ format: 'uuid' }) retrofitId!: string;
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) itemId!: string | null;
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) roomId!: string | null;
  @ApiProperty({ enum: PHOTO_STAGES }) stage!: PhotoStage;
  @ApiProperty() caption!: string;
  @ApiProperty({ format: 'date' }) takenOn!: string;
  @ApiProperty({ type: String, format: 'date', nullable: true }) claimedOn!: string | null;
  @ApiProperty({ format: 'date-time' }) receivedAt!: Date;
  @ApiProperty({ enum: ['inApp', 'camera', 'none'] }) grade!: PhotoGrade;
  @ApiProperty({ enum: GRADE_REASONS, description: 'Why it has this grade' }) gradeReason!: GradeReason;
  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'Of the ticket it was taken with',
  })
  ticketIssuedAt!: Date | null;
  @ApiProperty({ description: 'Upright, in pixels' }) width!: number;
  @ApiProperty() height!: number;
  @ApiProperty({ enum: IMAGE_TYPES }) mediaType!: string;
  @ApiProperty() bytes!: number;
  @ApiProperty({ description: 'Of the original, in hexadecimal' }) sha256!: string;
  @ApiProperty() uploaderName!: string;
  @ApiProperty() uploaderRole!: string;
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) supersededBy!: string | null;
  @ApiProperty({ type: String, nullable: true }) supersededReason!: string | null;
  @ApiProperty({ enum: ['pending', 'ready', 'failed'] }) renditionState!: string;
  @ApiProperty({ description: 'Signed, for whoever asked: holds for 12 to 24 hours, also without a token' }) thumbnailUrl!: string; // prettier-ignore
  @ApiProperty({ description: 'As thumbnailUrl' }) screenUrl!: string;
  @ApiProperty({ type: String, nullable: true, description: 'Signed, holds for one to two hours; null for contractors' }) originalUrl!: string | null; // prettier-ignore
  @ApiProperty({
    type: String,
    format: 'uuid',
    nullable: true,
    description: 'The before photo beside which it stands',
  })
  pairedWith!: string | null;
}

/** With what the camera wrote; staff only. */
export class PhotoDetailView extends PhotoView {
  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    nullable: true,
    description: 'Null for contractors',
  })
  metadata!: PhotoMetadata | null;
}

export class ReceivedPhotoView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() name!: string;
}

export class RefusedPhotoView {
  @ApiProperty() name!: string;
  @ApiProperty({ type: ProblemView }) problem!: object;
}

/** Each file of an upload, taken or refused. */
export class ReceivedPhotosView {
  @ApiProperty({ type: [ReceivedPhotoView] }) received!: readonly ReceivedPhotoView[];
  @ApiProperty({ type: [RefusedPhotoView] }) refused!: readonly RefusedPhotoView[];
}

export function presentPhoto({ areaCode: _, ...row }: PhotoRow, links: LinksOfPhoto): PhotoView {
  return { ...row, ...links };
}
