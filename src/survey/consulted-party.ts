import { FieldError } from '../platform/problems/problem';
import { RecordConsultationDto } from './survey.dto';
import { Consultation } from './survey.repository';

type Party = Pick<Consultation, 'consulted' | 'consultedName' | 'reasonNotSelf'>;

/**
 * Who was asked, completed from what is recorded of the person: the person's own name is never typed, a guardian's need
 * not be. `missing` names the fields without which the record would not say who spoke for whom.
 */
export function consultedParty(
  names: { readonly name: string; readonly guardianName: string | null },
  input: Pick<RecordConsultationDto, 'consulted' | 'consultedName' | 'reasonNotSelf'>,
): { party: Party; missing: FieldError[] } {
  const { consulted } = input;
  const known = { self: names.name, guardian: names.guardianName, proxy: null }[consulted];
  const consultedName = (consulted === 'self' ? known : (input.consultedName ?? known)) ?? '';
  const reasonNotSelf = input.reasonNotSelf ?? '';
  const missing = [
    ...(consultedName ? [] : ['consultedName']),
    ...(consulted === 'self' || reasonNotSelf ? [] : ['reasonNotSelf']),
  ].map((field) => ({ field, key: 'validation.required' }));
  return { party: { consulted, consultedName, reasonNotSelf }, missing };
}
