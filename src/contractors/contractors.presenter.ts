import { ApiProperty } from '@nestjs/swagger';
import { addDays, CalendarDate } from '../platform/time/calendar-date';
import { Contractor, ContractorRow } from './contractor.repository';

/** What a licence is worth today; rule C17 asks it of the days of the works. */
export const LICENCE_STATES = ['valid', 'notYetValid', 'endsSoon', 'ended'] as const;
export type LicenceState = (typeof LICENCE_STATES)[number];

export class ContractorView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ example: '410404' }) areaCode!: string;
  @ApiProperty() name!: string;
  @ApiProperty({ example: '91350100M000100Y43' }) creditCode!: string;
  @ApiProperty() licenceNumber!: string;
  @ApiProperty({ format: 'date' }) licenceValidFrom!: string;
  @ApiProperty({ format: 'date' }) licenceValidUntil!: string;
  @ApiProperty({ enum: LICENCE_STATES }) licenceState!: LicenceState;
  @ApiProperty() contactName!: string;
  @ApiProperty() contactPhone!: string;
  @ApiProperty() version!: number;
}

export class ContractorSummary extends ContractorView {
  @ApiProperty() contracts!: number;
  @ApiProperty({ description: 'Retrofits assigned and not yet accepted' }) openRetrofits!: number;
}

/** Days before its end from which a licence counts as ending soon: a season of works. */
const SOON_DAYS = 90;

function licenceState(
  { licenceValidFrom, licenceValidUntil }: Contractor,
  today: CalendarDate,
): LicenceState {
  if (today < licenceValidFrom) return 'notYetValid';
  if (today > licenceValidUntil) return 'ended';
  return addDays(today, SOON_DAYS) > licenceValidUntil ? 'endsSoon' : 'valid';
}

export function presentContractor(contractor: Contractor, today: CalendarDate): ContractorView {
  const { id, areaCode, name, creditCode, licenceNumber, licenceValidFrom, licenceValidUntil } = contractor;
  const { contactName, contactPhone, version } = contractor;
  return {
    id, areaCode, name, creditCode, licenceNumber, licenceValidFrom, licenceValidUntil, contactName, contactPhone, version,
    licenceState: licenceState(contractor, today),
  }; // prettier-ignore
}

export function presentContractorRow(row: ContractorRow, today: CalendarDate): ContractorSummary {
  const { contracts, openRetrofits } = row;
  return { ...presentContractor(row, today), contracts, openRetrofits };
}
