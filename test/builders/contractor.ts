import { ContractorDto } from '../../src/contractors/contractors.dto';
import { CreateContractor } from '../../src/contractors/create-contractor';
import { creditCodeCheckSign } from '../../src/contractors/credit-code';
import { calendarDate } from '../../src/platform/time/calendar-date';
import { TestApp } from '../support/test-app';

/** Starts anywhere, so that test files that share a database do not invent the same firm. */
let next = Math.floor(Math.random() * 50_000_000);

/** A valid unified social credit code of no firm: its division does not exist. */
export function aCreditCode(): string {
  const signs = `91990199MA${String(next++ % 10_000_000).padStart(7, '0')}`;
  return signs + creditCodeCheckSign(signs);
}

export function aContractorInput(change: Partial<ContractorDto> = {}): ContractorDto {
  return {
    name: `样板建筑 ${next}`,
    creditCode: aCreditCode(),
    licenceNumber: `建许-${next}`,
    licenceValidFrom: calendarDate('2020-01-01'),
    licenceValidUntil: calendarDate('2035-12-31'),
    contactName: '工长',
    contactPhone: '0990-1234567',
    ...change,
  };
}

/** A contractor of the supervisor's district. @returns its id */
export async function aContractor(test: TestApp, change: Partial<ContractorDto> = {}): Promise<string> {
  const { supervisor } = test.actors;
  return (await test.get(CreateContractor).execute(supervisor, aContractorInput(change))).id;
}
