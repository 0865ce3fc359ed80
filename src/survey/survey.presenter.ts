import { ApiProperty } from '@nestjs/swagger';
import { Consultation, Correction, Measurement, Room, SiteSurvey } from './survey.repository';

export class RoomView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() kind!: string;
  @ApiProperty() name!: string;
}

export class CorrectionView {
  @ApiProperty({ format: 'date-time' }) recordedAt!: string;
  @ApiProperty() by!: string;
  @ApiProperty() reason!: string;
  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'object' },
    description: 'By field: before and after',
  })
  changes!: object;
}

export class SiteSurveyView {
  @ApiProperty({ type: String, format: 'date', nullable: true }) surveyedOn!: string | null;
  @ApiProperty() dwelling!: string;
  @ApiProperty({ type: Number, nullable: true }) storey!: number | null;
  @ApiProperty() condition!: string;
  @ApiProperty() needs!: string;
  @ApiProperty({ type: Number, nullable: true, description: 'Degrees, WGS-84' }) longitude!: number | null;
  @ApiProperty({ type: Number, nullable: true, description: 'Degrees, WGS-84' }) latitude!: number | null;
  @ApiProperty({ type: Number, nullable: true, description: 'Metres' }) positionAccuracyM!: number | null;
  @ApiProperty() surveyorName!: string;
  @ApiProperty({ type: [RoomView] }) rooms!: RoomView[];
  @ApiProperty({ type: [CorrectionView], description: 'What was put right later, the newest first' })
  corrections!: CorrectionView[];
}

export class MeasurementView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ format: 'uuid' }) roomId!: string;
  @ApiProperty() roomName!: string;
  @ApiProperty() what!: string;
  @ApiProperty() place!: string;
  @ApiProperty({ description: 'Millimetres' }) valueMm!: number;
  @ApiProperty() note!: string;
}

export class MeasurementsView {
  @ApiProperty({ type: String, format: 'date', nullable: true }) measuredOn!: string | null;
  @ApiProperty({ type: [MeasurementView] }) measurements!: MeasurementView[];
}

export class ConsultationView {
  @ApiProperty({ type: String, format: 'date', nullable: true }) consultedOn!: string | null;
  @ApiProperty({ enum: ['self', 'guardian', 'proxy'] }) consulted!: string;
  @ApiProperty() consultedName!: string;
  @ApiProperty() reasonNotSelf!: string;
  @ApiProperty() wishes!: string;
  @ApiProperty() readAloud!: boolean;
  @ApiProperty() agrees!: boolean;
  @ApiProperty() refusalReason!: string;
  @ApiProperty({ type: [CorrectionView], description: 'What was put right later, the newest first' })
  corrections!: CorrectionView[];
}

const presentCorrection = ({ recordedAt, by, reason, changes }: Correction): CorrectionView => ({
  recordedAt: new Date(recordedAt).toISOString(),
  by,
  reason,
  changes,
});

export const presentSurvey = (
  surveyedOn: string | null,
  survey: SiteSurvey,
  rooms: readonly Room[],
  corrections: readonly Correction[],
): SiteSurveyView => ({
  surveyedOn,
  ...survey,
  rooms: rooms.map(({ id, kind, name }) => ({ id, kind, name })),
  corrections: corrections.map(presentCorrection),
});

export const presentMeasurements = (
  measuredOn: string | null,
  measurements: readonly Measurement[],
): MeasurementsView => ({ measuredOn, measurements: [...measurements] });

export const presentConsultation = (
  consultedOn: string | null,
  consultation: Consultation,
  corrections: readonly Correction[],
): ConsultationView => ({ consultedOn, ...consultation, corrections: corrections.map(presentCorrection) });
