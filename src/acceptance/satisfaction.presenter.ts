import { ApiProperty } from '@nestjs/swagger';
import { Retrofit } from '../workflow/retrofit.entity';
import { Defect } from './defect.repository';
import { DefectView } from './acceptance.presenter';
import { ReportView, presentReport } from './reports.presenter';
import { StoredReport } from './report.repository';
import { StoredStatement } from './satisfaction.repository';

export class StatementView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ enum: ['satisfied', 'notSatisfied', 'notDone'] }) outcome!: string;
  @ApiProperty() words!: string;
  @ApiProperty({ format: 'date' }) statedOn!: string;
  @ApiProperty() signerName!: string;
  @ApiProperty({ enum: ['self', 'guardian', 'proxy'] }) relation!: string;
  @ApiProperty() witnessName!: string;
  @ApiProperty({ description: 'Number of the report it was said of' }) reportNumber!: string;
  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'Set once a further report took the place of that one: it counts for nothing any more',
  })
  voidedAt!: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'Why that report was replaced' })
  voidedBecause!: string | null;
}

export class SatisfactionView {
  @ApiProperty({ format: 'uuid' }) retrofitId!: string;
  @ApiProperty() version!: number;
  @ApiProperty({ type: String, format: 'date', nullable: true }) acceptedOn!: string | null;
  @ApiProperty({ type: String, format: 'date', nullable: true }) signedOn!: string | null;
  @ApiProperty({ type: ReportView, nullable: true, description: 'The current report' })
  report!: ReportView | null;
  @ApiProperty({ type: [StatementView] }) statements!: StatementView[];
  @ApiProperty({ type: [DefectView], description: 'What the household complained of' })
  defects!: DefectView[];
}

export interface SatisfactionState {
  retrofit: Retrofit;
  report: StoredReport | null;
  statements: StoredStatement[];
  defects: Defect[];
}

export function presentSatisfaction({
  retrofit,
  report,
  statements,
  defects,
}: SatisfactionState): SatisfactionView {
  return {
    retrofitId: retrofit.id,
    version: retrofit.version,
    acceptedOn: retrofit.acceptedOn,
    signedOn: retrofit.signedOn,
    report: report && presentReport(report),
    statements: statements.map(
      ({ recordedAt: _, signatureId: __, strokes: ___, voidedAt, ...statement }) => ({
        ...statement,
        voidedAt: voidedAt?.toISOString() ?? null,
      }),
    ),
    defects: defects
      .filter(({ source }) => source === 'household')
      .map(({ recordedAt: _, ...defect }) => defect),
  };
}
