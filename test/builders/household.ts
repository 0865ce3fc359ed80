import { CreateHouseholdDto, PersonDto } from '../../src/households/households.dto';
import { anIdNumber } from './identity';

/** A person with valid, unused numbers: grade 1, physical. */
export function aPerson(change: Partial<PersonDto> = {}): PersonDto {
  const idNumber = anIdNumber();
  return {
    name: '张三丰',
    idNumber,
    certificateNumber: `${idNumber}41`,
    category: 4,
    grade: 1,
    certificateValidFrom: '2020-01-01' as never,
    certificateValidUntil: '2035-01-01' as never,
    phone: '13900000000',
    guardianName: null,
    guardianRelation: null,
    guardianPhone: null,
    diedOn: null,
    ...change,
  };
}

let door = 0;

/** A household that every programme of the tests takes. */
export function aHousehold(change: Partial<CreateHouseholdDto> = {}): CreateHouseholdDto {
  return {
    areaCode: '990101001001',
    address: `石桥社区三组 ${++door} 号`,
    headName: '张三丰',
    phone: '13900000000',
    longitude: 113.123456,
    latitude: 33.123456,
    positionAccuracyM: 12.5,
    tenure: 'owned',
    hardship: 'minimumLiving',
    annualIncomeFen: 1_200_000,
    memberCount: 3,
    notes: null,
    people: [aPerson()],
    ...change,
  };
}
